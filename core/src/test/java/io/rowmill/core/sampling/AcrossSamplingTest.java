package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules with parents' columns, from real rows to synthetic ones. */
class AcrossSamplingTest {
    @TempDir
    Path dir;

    private final Map<String, TableRows> rows = new HashMap<>();
    private final List<TableMetadata> tables = new ArrayList<>();
    private final List<Relationship> keys = new ArrayList<>();

    private void table(String name, List<ColumnMetadata> columns, String primaryKey, Stream<Object[]> cells) {
        TableMetadata table =
                new TableMetadata(name, columns, primaryKey.isEmpty() ? List.of() : List.of(primaryKey.split(",")));
        tables.add(table);
        rows.put(
                name,
                new InMemoryRows(
                        table,
                        cells.map(row -> Arrays.stream(row)
                                        .map(c -> c == null ? null : c.toString())
                                        .toArray(String[]::new))
                                .toList()));
    }

    private static List<ColumnMetadata> columns(Object... namesAndTypes) {
        List<ColumnMetadata> out = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            out.add(ColumnMetadata.of((String) namesAndTypes[i], (Sdtype) namesAndTypes[i + 1]));
        }
        return out;
    }

    private void key(String child, String column, String parent, boolean drives) {
        keys.add(new Relationship(parent, List.of("id"), child, List.of(column), Optional.empty(), drives));
    }

    private FittedDatabase fitted() throws IOException {
        return new FittedDatabase(new DatabaseMetadata(tables, keys), rows);
    }

    private static Map<String, SampledTable> sample(FittedDatabase database, double scale, int chunkRows)
            throws IOException {
        SamplePlan plan = SamplePlan.of(
                database.linkage(), new SampleRequest(scale, Map.of(), new Seed(5)), chunkRows, Long.MAX_VALUE);
        return database.sample(plan);
    }

    private static void check(
            Map<String, SampledTable> sample,
            String child,
            String key,
            String parent,
            String own,
            String above,
            BiPredicate<Object, Object> rule) {
        SampledTable parents = sample.get(parent);
        SampledTable children = sample.get(child);
        Map<Object, Object[]> byKey = new HashMap<>();
        parents.rows().forEach(row -> byKey.put(cell(parents, row, "id"), row));
        int said = 0;
        for (Object[] row : children.rows()) {
            Object[] up = byKey.get(cell(children, row, key));
            Object value = cell(children, row, own);
            if (up != null && value != null && cell(parents, up, above) != null) {
                said++;
                assertThat(rule.test(value, cell(parents, up, above)))
                        .as("%s.%s of %s", child, own, parent)
                        .isTrue();
            }
        }
        assertThat(said).isGreaterThan(children.rows().size() / 2);
    }

    private static Object cell(SampledTable table, Object[] row, String column) {
        return row[table.metadata().indexOf(column).orElseThrow()];
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2010, 1, 1).plusDays(random.nextInt(3_000));
    }

    private static boolean notBefore(Object own, Object above) {
        return !((LocalDate) own).isBefore((LocalDate) above);
    }

    /**
     * Customers have orders, orders have lines, and a line names a product: 60, 400, 1,600 and 80 rows.
     *
     * @param distinct no two lines of an order name the same product
     */
    private void shop(Random random, boolean distinct) {
        LocalDate[] since = new LocalDate[60];
        Arrays.setAll(since, i -> day(random));
        int[] customer = random.ints(400, 0, 60).toArray();
        LocalDate[] ordered = new LocalDate[400];
        Arrays.setAll(ordered, i -> since[customer[i]].plusDays(random.nextInt(400)));
        BigDecimal[] price = new BigDecimal[80];
        Arrays.setAll(price, i -> new BigDecimal(random.nextInt(1, 9_000)).movePointLeft(2));
        table(
                "customer",
                columns("id", Sdtype.ID, "address", Sdtype.TEXT, "since", Sdtype.DATETIME),
                "id",
                Stream.iterate(0, i -> i < 60, i -> i + 1).map(i -> new Object[] {i, "Street " + i, since[i]}));
        table(
                "product",
                columns("id", Sdtype.ID, "price", Sdtype.NUMERICAL),
                "id",
                Stream.iterate(0, i -> i < 80, i -> i + 1).map(i -> new Object[] {i, price[i]}));
        table(
                "orders",
                columns(
                        "id",
                        Sdtype.ID,
                        "customer",
                        Sdtype.ID,
                        "billing",
                        Sdtype.TEXT,
                        "day",
                        Sdtype.DATETIME,
                        "year",
                        Sdtype.CATEGORICAL),
                "id",
                Stream.iterate(0, i -> i < 400, i -> i + 1)
                        .map(i -> new Object[] {
                            i, customer[i], "Street " + customer[i], ordered[i], since[customer[i]].getYear()
                        }));
        table(
                "line",
                columns(
                        "orders",
                        Sdtype.ID,
                        "product",
                        Sdtype.ID,
                        "price",
                        Sdtype.NUMERICAL,
                        "shipped",
                        Sdtype.DATETIME),
                distinct ? "orders,product" : "",
                Stream.iterate(0, i -> i < 1_600, i -> i + 1).map(i -> {
                    int product = distinct ? i / 20 : random.nextInt(80);
                    int order = distinct ? i * 7 % 400 : random.nextInt(400);
                    return new Object[] {order, product, price[product], ordered[order].plusDays(random.nextInt(30))};
                }));
        key("orders", "customer", "customer", true);
        key("line", "orders", "orders", true);
        key("line", "product", "product", false);
    }

    @ParameterizedTest
    @CsvSource({"1, 10000, 1, false", "1, 50, 2, true", "3, 100, 3, false", "3, 10000, 5, true", "0.2, 30, 4, false"})
    void theRulesOfTheSourceHoldInEverySyntheticRow(double scale, int chunkRows, long seed, boolean distinct)
            throws IOException {
        // Given
        shop(new Random(seed), distinct);
        FittedDatabase database = fitted();

        // When
        Map<String, SampledTable> sample = sample(database, scale, chunkRows);

        // Then
        Integrity.check(database.metadata(), sample);
        check(sample, "orders", "customer", "customer", "billing", "address", Objects::equals);
        check(sample, "orders", "customer", "customer", "day", "since", AcrossSamplingTest::notBefore);
        check(
                sample,
                "orders",
                "customer",
                "customer",
                "year",
                "since",
                (own, above) -> ((Number) own).intValue() == ((LocalDate) above).getYear());
        check(sample, "line", "product", "product", "price", "price", Objects::equals);
        check(sample, "line", "orders", "orders", "shipped", "day", AcrossSamplingTest::notBefore);
    }

    @Test
    void aSampleIsTheSameAgain() throws IOException {
        // Given
        shop(new Random(1), false);
        FittedDatabase database = fitted();

        // When / Then
        assertThat(sample(database, 1, 64)).usingRecursiveComparison().isEqualTo(sample(database, 1, 64));
    }

    @Test
    void whereRulesAreKnownTablesAreLearnedByThemAgain() throws IOException {
        // Given
        shop(new Random(1), false);
        FittedDatabase database = fitted();
        List<String> learned = database.contentColumns("line");
        database.timesLearned().clear();

        // When
        LinkageFitter.join(database.metadata(), database, new Seed(1), dir, database.linkage());

        // Then
        assertThat(database.timesLearned()).containsOnly(Map.entry("orders", 1), Map.entry("line", 1));
        assertThat(database.contentColumns("line")).isEqualTo(learned).containsExactly("shipped");
    }

    @Test
    void aRuleThatWouldCloseACircleIsLeftOut() throws IOException {
        // Given
        table(
                "department",
                columns("id", Sdtype.ID, "head", Sdtype.ID, "place", Sdtype.TEXT),
                "id",
                Stream.iterate(0, i -> i < 100, i -> i + 1).map(i -> new Object[] {i, i * 3, "Place " + i}));
        table(
                "person",
                columns("id", Sdtype.ID, "department", Sdtype.ID, "boss", Sdtype.ID, "place", Sdtype.TEXT),
                "id",
                Stream.iterate(0, i -> i < 300, i -> i + 1)
                        .map(i -> new Object[] {i, i / 3, i % 3 == 0 ? null : i / 3 * 3, "Place " + i / 3}));
        key("department", "head", "person", false);
        key("person", "department", "department", false);
        key("person", "boss", "person", false);
        FittedDatabase database = fitted();

        // When
        Map<String, SampledTable> sample = sample(database, 1, 40);

        // Then
        Integrity.check(database.metadata(), sample);
        assertThat(database.rules("person").ofParents())
                .noneMatch(source -> source.path().get(0).contains("boss"));
    }
}
