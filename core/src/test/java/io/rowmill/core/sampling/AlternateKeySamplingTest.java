package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys besides the primary key, and keys within a tenant, sampled whole in small chunks. */
class AlternateKeySamplingTest {
    private static final String TENANTS =
            """
            {"tables": {
              "tenant": {"columns": {"tenant_id": {"sdtype": "id"}, "name": {"sdtype": "categorical"}},
                "primary_key": "tenant_id", "alternate_keys": ["name"]},
              "product": {"columns": {"tenant_id": {"sdtype": "id"}, "product_id": {"sdtype": "id"}, "sku": {"sdtype": "id"}},
                "primary_key": ["tenant_id", "product_id"], "alternate_keys": [["tenant_id", "sku"]]},
              "customer": {"columns": {"tenant_id": {"sdtype": "id"}, "customer_id": {"sdtype": "id"},
                "handle": {"sdtype": "categorical"}, "tier": {"sdtype": "categorical"}},
                "primary_key": ["tenant_id", "customer_id"], "alternate_keys": [["tenant_id", "handle"]]},
              "orders": {"columns": {"tenant_id": {"sdtype": "id"}, "order_id": {"sdtype": "id"},
                "customer_id": {"sdtype": "id"}}, "primary_key": ["tenant_id", "order_id"]},
              "order_line": {"columns": {"tenant_id": {"sdtype": "id"}, "order_id": {"sdtype": "id"},
                "line_no": {"sdtype": "id"}, "product_id": {"sdtype": "id"}},
                "primary_key": ["tenant_id", "order_id", "line_no"]}},
             "relationships": [
              {"parent_table_name": "tenant", "parent_primary_key": "tenant_id",
               "child_table_name": "product", "child_foreign_key": "tenant_id"},
              {"parent_table_name": "tenant", "parent_primary_key": "tenant_id",
               "child_table_name": "customer", "child_foreign_key": "tenant_id"},
              {"parent_table_name": "tenant", "parent_primary_key": "tenant_id",
               "child_table_name": "orders", "child_foreign_key": "tenant_id"},
              {"parent_table_name": "customer", "parent_primary_key": ["tenant_id", "customer_id"],
               "child_table_name": "orders", "child_foreign_key": ["tenant_id", "customer_id"]},
              {"parent_table_name": "orders", "parent_primary_key": ["tenant_id", "order_id"],
               "child_table_name": "order_line", "child_foreign_key": ["tenant_id", "order_id"]},
              {"parent_table_name": "product", "parent_primary_key": ["tenant_id", "product_id"],
               "child_table_name": "order_line", "child_foreign_key": ["tenant_id", "product_id"]}]}""";

    private static final String ACCOUNTS =
            """
            {"tables": {
              "account": {"columns": {"id": {"sdtype": "id"}, "uuid": {"sdtype": "id"}, "email": {"sdtype": "email"},
                "seat": {"sdtype": "numerical"}, "joined": {"sdtype": "datetime"}},
                "primary_key": "id", "alternate_keys": ["uuid", "email", "seat", "joined"]},
              "login": {"columns": {"id": {"sdtype": "id"}, "account_uuid": {"sdtype": "id"}}, "primary_key": "id"},
              "note": {"columns": {"id": {"sdtype": "id"}, "login_id": {"sdtype": "id"}, "author": {"sdtype": "id"}},
                "primary_key": "id"}},
             "relationships": [
              {"parent_table_name": "account", "parent_primary_key": "uuid",
               "child_table_name": "login", "child_foreign_key": "account_uuid"},
              {"parent_table_name": "login", "parent_primary_key": "id",
               "child_table_name": "note", "child_foreign_key": "login_id"},
              {"parent_table_name": "account", "parent_primary_key": "uuid",
               "child_table_name": "note", "child_foreign_key": "author"}]}""";

    private final Map<String, List<String[]>> cells = new HashMap<>();

    /** @param row comma-separated; {@code -} is null */
    private void rows(String table, int count, IntFunction<String> row) {
        cells.put(
                table,
                IntStream.range(0, count)
                        .mapToObj(i -> row.apply(i).split(","))
                        .map(AlternateKeySamplingTest::withNulls)
                        .toList());
    }

    private static String[] withNulls(String[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].equals("-") ? null : row[i];
        }
        return row;
    }

    private Map<String, SampledTable> sample(String json, double scale) throws IOException {
        return sample(json, scale, Map.of());
    }

    private Map<String, SampledTable> sample(String json, double scale, Map<String, Long> asked) throws IOException {
        return sample(json, scale, asked, 16);
    }

    private Map<String, SampledTable> sample(String json, double scale, Map<String, Long> asked, int chunkRows)
            throws IOException {
        DatabaseMetadata metadata = MetadataJson.read(json, "metadata.json").metadata();
        Map<String, TableRows> rows = new HashMap<>();
        metadata.tables().forEach(t -> rows.put(t.name(), new InMemoryRows(t, cells.get(t.name()))));
        FittedDatabase database = new FittedDatabase(metadata, rows);
        SampleRequest request = new SampleRequest(scale, asked, new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(metadata, tables);
        return tables;
    }

    private void tenants() {
        rows("tenant", 8, i -> i + ",tenant " + (char) ('A' + i));
        rows("product", 96, i -> i / 12 + "," + i % 12 + ",SKU-" + (1000 + 37 * (i % 12)));
        rows("customer", 200, i -> i / 25 + "," + i % 25 + ",handle" + i % 25 + ",tier" + i % 25 % 2);
        rows("orders", 320, i -> i / 40 + "," + i % 40 + "," + i * 7 % 25);
        rows("order_line", 960, i -> i / 120 + "," + i / 3 % 40 + "," + i % 3 + "," + i * 5 % 12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 4})
    void everyReferenceOfALineIsOfItsTenant(double scale) throws IOException {
        // Given
        tenants();

        // When
        Map<String, SampledTable> tables = sample(TENANTS, scale);

        // Then
        SampledTable lines = tables.get("order_line");
        assertThat(lines.rows()).hasSizeGreaterThan((int) (900 * scale));
        assertThat(lines.keysOf(List.of("tenant_id", "product_id"))).noneMatch(Integrity::hasNull);
        assertThat(new HashSet<>(lines.keysOf(List.of("tenant_id", "product_id"))).size())
                .as("products that lines refer to")
                .isGreaterThan((int) (80 * scale));
    }

    /** A handle says its tier. */
    @Test
    void aColumnOfAKeyIsNotMadeFromAnother() throws IOException {
        // Given
        tenants();

        // When
        Map<String, SampledTable> tables = sample(TENANTS, 1, Map.of(), 10_000);

        // Then
        List<Object> handles = tables.get("customer").keysOf(List.of("tenant_id", "handle"));
        assertThat(handles).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void aLineOfATenantWithoutProductsRefersToNone() throws IOException {
        // Given
        tenants();

        // When
        Map<String, SampledTable> tables = sample(TENANTS, 1, Map.of("product", 3L));

        // Then
        List<Object> references = tables.get("order_line").keysOf(List.of("product_id"));
        assertThat(references).anyMatch(Integrity::hasNull).anyMatch(k -> !Integrity.hasNull(k));
        assertThat(tables.get("order_line").keysOf(List.of("tenant_id", "order_id")))
                .noneMatch(Integrity::hasNull);
    }

    @Test
    void aReferenceToAnAlternateKeyHasTheParentsValue() throws IOException {
        // Given
        rows(
                "account",
                150,
                i -> i
                        + ",00000000-0000-4000-8000-%012d,user%d@mail.org,%s,2020-01-%02d 10:%02d:00"
                                .formatted(i, i, i % 10 == 0 ? "-" : String.valueOf(3 * i), 1 + i / 60, i % 60));
        rows("login", 600, i -> i + ",00000000-0000-4000-8000-%012d".formatted(i * 7 % 150));
        rows("note", 900, i -> i + "," + i % 600 + ",00000000-0000-4000-8000-%012d".formatted(i * 11 % 150));

        // When
        Map<String, SampledTable> tables = sample(ACCOUNTS, 3);

        // Then
        Set<Object> accounts = new HashSet<>(tables.get("account").keysOf(List.of("uuid")));
        assertThat(accounts).hasSize(450).noneMatch(Integrity::hasNull);
        assertThat(new HashSet<>(tables.get("login").keysOf(List.of("account_uuid"))))
                .hasSizeGreaterThan(300);
        assertThat(new HashSet<>(tables.get("note").keysOf(List.of("author")))).hasSizeGreaterThan(300);
        assertThat(tables.get("account").keysOf(List.of("seat")).stream().filter(Integrity::hasNull))
                .hasSizeBetween(30, 60);
    }
}
