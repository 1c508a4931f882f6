package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sixty customers in thirty cities of ten countries. Bills repeat both: nine of each customer, but one of those in city 0. */
class RepeatedValuesTest {
    private static final int CUSTOMERS = 60;
    private static final int CITIES = 30;
    private static final int COUNTRIES = 10;

    private Map<String, SampledTable> sample = Map.of();

    private static String city(int customer) {
        return "city " + customer % CITIES;
    }

    private static String country(int customer) {
        return "country " + customer % COUNTRIES;
    }

    private static TableMetadata table(String name, String... columns) {
        List<ColumnMetadata> all = new ArrayList<>();
        for (String column : columns) {
            Sdtype type = column.endsWith("id")
                    ? Sdtype.ID
                    : column.equals("balance") ? Sdtype.NUMERICAL : Sdtype.CATEGORICAL;
            all.add(ColumnMetadata.of(column, type));
        }
        return new TableMetadata(name, all, List.of(columns[0]));
    }

    @BeforeEach
    void aSampleOfCustomersWithTheirBills() throws IOException {
        TableMetadata customers = table("customers", "id", "city", "country", "balance");
        TableMetadata bills = table("bills", "bill_id", "customer_id", "to_city", "to_country");
        List<String[]> customerRows = new ArrayList<>();
        List<String[]> billRows = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customerRows.add(new String[] {"" + i, city(i), country(i), "" + i * i});
            for (int k = 0; k < (i % CITIES == 0 ? 1 : 9); k++) {
                billRows.add(new String[] {"" + billRows.size(), "" + i, city(i), country(i)});
            }
        }
        Map<String, TableRows> rows = new HashMap<>();
        rows.put("customers", new InMemoryRows(customers, customerRows));
        rows.put("bills", new InMemoryRows(bills, billRows));
        Relationship key =
                new Relationship("customers", List.of("id"), "bills", List.of("customer_id"), Optional.empty(), false);
        TransformOptions options = new TransformOptions(
                NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, new Protection(5, 5), Map.of());
        FittedDatabase database =
                new FittedDatabase(new DatabaseMetadata(List.of(customers, bills), List.of(key)), rows, options);
        sample = database.sample(
                SamplePlan.of(database.linkage(), new SampleRequest(5, Map.of(), new Seed(5)), 100, Long.MAX_VALUE));
    }

    private List<String> cells(String table, String column) {
        SampledTable sampled = sample.get(table);
        int position = sampled.metadata().indexOf(column).orElseThrow();
        return sampled.rows().stream().map(row -> (String) row[position]).toList();
    }

    @Test
    void whatEnoughChildrenRepeatIsToldOfTheirParents() {
        // When
        Set<String> cities = new HashSet<>(cells("customers", "city"));

        // Then
        assertThat(cities).hasSizeGreaterThan(CITIES / 2).doesNotContain("city 0");
        assertThat(cities).allMatch(city -> city.startsWith("city "));
        assertThat(new HashSet<>(cells("bills", "to_city"))).isSubsetOf(cities);
    }

    @Test
    void whatHoldsBetweenRepeatedColumnsHoldsBetweenTheOriginals() {
        // When
        List<String> cities = cells("customers", "city");
        List<String> countries = cells("customers", "country");

        // Then
        for (int i = 0; i < cities.size(); i++) {
            assertThat(countries.get(i))
                    .isEqualTo(country(Integer.parseInt(cities.get(i).substring(5))));
        }
    }
}
