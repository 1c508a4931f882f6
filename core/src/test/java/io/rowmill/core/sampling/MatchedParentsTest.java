package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers order from warehouses of their own country, some warehouses much more than others; some orders wait for a warehouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatchedParentsTest {
    private static final String KEY = "orders.warehouse->warehouse";
    private static final int COUNTRIES = 6;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Map<String, TableRows> rows = new HashMap<>();
    private FittedDatabase database;
    private int[] realDegrees;

    @BeforeAll
    void fit() throws IOException {
        TableMetadata customer = table("customer", "country");
        TableMetadata warehouse = table("warehouse", "country");
        TableMetadata orders = table("orders", "customer", "warehouse");
        List<Relationship> keys = List.of(key("customer"), key("warehouse"));
        rows.put("customer", new InMemoryRows(customer, places(600)));
        rows.put("warehouse", new InMemoryRows(warehouse, places(90)));
        List<String[]> cells = new ArrayList<>();
        realDegrees = new int[90];
        for (int i = 0; i < 3_000; i++) {
            int from = random.nextInt(600);
            int rank = (int) (15 * Math.pow(random.nextDouble(), 3));
            int to = from % COUNTRIES + rank * COUNTRIES;
            boolean waits = random.nextInt(10) == 0;
            realDegrees[to] += waits ? 0 : 1;
            cells.add(new String[] {"" + i, "" + from, waits ? null : "" + to});
        }
        rows.put("orders", new InMemoryRows(orders, cells));
        database = new FittedDatabase(new DatabaseMetadata(List.of(customer, warehouse, orders), keys), rows);
    }

    private static TableMetadata table(String name, String... columns) {
        List<ColumnMetadata> all = new ArrayList<>(List.of(ColumnMetadata.of("id", Sdtype.ID)));
        Arrays.stream(columns)
                .forEach(c -> all.add(ColumnMetadata.of(c, c.equals("country") ? Sdtype.CATEGORICAL : Sdtype.ID)));
        return new TableMetadata(name, all, List.of("id"));
    }

    private static Relationship key(String parent) {
        return new Relationship(parent, List.of("id"), "orders", List.of(parent), Optional.empty(), false);
    }

    private static List<String[]> places(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new String[] {"" + i, "C" + i % COUNTRIES})
                .toList();
    }

    private Map<String, SampledTable> sample(int chunkRows) throws IOException {
        return sample(database, chunkRows);
    }

    private static Map<String, SampledTable> sample(FittedDatabase database, int chunkRows) throws IOException {
        SampleRequest request = new SampleRequest(1, Map.of(), new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        return tables;
    }

    private static Map<Object, Object> countries(SampledTable table) {
        Map<Object, Object> out = new HashMap<>();
        table.rows().forEach(r -> out.put(r[0], r[1]));
        return out;
    }

    private static double sameCountry(Map<String, SampledTable> tables) {
        Map<Object, Object> customers = countries(tables.get("customer"));
        Map<Object, Object> warehouses = countries(tables.get("warehouse"));
        return tables.get("orders").rows().stream()
                .filter(r -> r[2] != null)
                .mapToInt(r -> customers.get(r[1]).equals(warehouses.get(r[2])) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    @Test
    void parentsAreUniformWhereNoneAreToFit() throws IOException {
        // Given
        FittedDatabase uniform = new FittedDatabase(database.metadata(), rows, TransformOptions.DEFAULT, false);

        // When
        Map<String, SampledTable> tables = sample(uniform, 1_000);

        // Then
        assertThat(uniform.linkage().matched()).isEmpty();
        assertThat(uniform.linkage().table("orders").contexts())
                .noneMatch(c -> c.over().isPresent());
        assertThat(sameCountry(tables)).isCloseTo(1.0 / COUNTRIES, within(0.04));
    }

    @Test
    void theSecondKeyIsMatchedByCountry() {
        ForeignKeyLink link = database.linkage().table("orders").foreignKey(KEY).orElseThrow();
        assertThat(link.match().orElseThrow().affinities()).singleElement().satisfies(a -> assertThat(
                        a.row().column() + a.parent().column())
                .isEqualTo("countrycountry"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 100_000})
    void ordersComeFromWarehousesOfTheCustomersCountryInChunksOfAnySize(int chunkRows) throws IOException {
        // When
        Map<String, SampledTable> tables = sample(chunkRows);

        // Then
        assertThat(sameCountry(tables)).isGreaterThan(0.98);
        assertThat(tables.get("orders").rows().stream()
                        .filter(r -> r[2] == null)
                        .count())
                .isCloseTo(300, within(40L));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void warehousesHaveAsManyOrdersAsRealOnes(int chunkRows) throws IOException {
        // When
        Map<Object, Integer> degrees = new HashMap<>();
        Map<String, SampledTable> tables = sample(chunkRows);
        tables.get("warehouse").rows().forEach(r -> degrees.put(r[0], 0));
        tables.get("orders").rows().stream()
                .filter(r -> r[2] != null)
                .forEach(r -> degrees.merge(r[2], 1, Integer::sum));

        // Then: countries have more or fewer warehouses than in the source, but no fewer customers
        int[] sorted = degrees.values().stream().mapToInt(i -> i).sorted().toArray();
        int[] real = Arrays.stream(realDegrees).sorted().toArray();
        assertThat(distance(sorted, real)).isLessThan(0.3);
    }

    /** Of Kolmogorov and Smirnov. */
    private static double distance(int[] a, int[] b) {
        return IntStream.rangeClosed(0, 1_000)
                .mapToDouble(x -> Math.abs(Arrays.stream(a).filter(v -> v <= x).count() / (double) a.length
                        - Arrays.stream(b).filter(v -> v <= x).count() / (double) b.length))
                .max()
                .orElseThrow();
    }

    @Test
    void theSameRequestGivesTheSameRows() throws IOException {
        assertThat(sample(1_000).get("orders").rows())
                .usingRecursiveComparison()
                .isEqualTo(sample(1_000).get("orders").rows());
    }
}
