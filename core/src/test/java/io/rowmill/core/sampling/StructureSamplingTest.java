package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.SchemaBuilder;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every structure a schema may have, sampled whole in small chunks. */
class StructureSamplingTest {
    private final SchemaBuilder schema = new SchemaBuilder();
    private final Map<String, List<String[]>> cells = new HashMap<>();

    /** @param row cells of the primary key, then of the foreign keys, comma-separated; {@code -} is null */
    private StructureSamplingTest table(String name, int rows, String primaryKey, IntFunction<String> row) {
        schema.table(name, rows, primaryKey);
        cells.put(
                name,
                IntStream.range(0, rows)
                        .mapToObj(i -> row.apply(i).split(","))
                        .map(StructureSamplingTest::withNulls)
                        .toList());
        return this;
    }

    private static String[] withNulls(String[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].equals("-") ? null : row[i];
        }
        return row;
    }

    private FittedDatabase fit() throws IOException {
        Map<String, TableRows> rows = new HashMap<>();
        schema.metadata().tables().forEach(t -> rows.put(t.name(), new InMemoryRows(t, cells.get(t.name()))));
        return new FittedDatabase(schema.metadata(), rows);
    }

    private Map<String, SampledTable> sample(FittedDatabase database, double scale, Map<String, Long> rows)
            throws IOException {
        SampleRequest request = new SampleRequest(scale, rows, new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, 16, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        rows.forEach((table, count) -> assertThat(tables.get(table).rows()).hasSize(count.intValue()));
        return tables;
    }

    private Map<String, SampledTable> sample(double scale) throws IOException {
        return sample(fit(), scale, Map.of());
    }

    private void people() {
        table("person", 100, "id", i -> "P-" + (1000 + i));
    }

    @Test
    void extensionTablesShareTheirParentsKeysThroughSeveralLevels() throws IOException {
        // Given
        people();
        table("employee", 50, "person_id", i -> "P-" + (1000 + 2 * i));
        table("manager", 10, "employee_id", i -> "P-" + (1000 + 4 * i));
        table("report", 200, "id", i -> i + ",P-" + (1000 + 4 * (i % 10)));
        schema.key("employee", "person_id", "person")
                .key("manager", "employee_id", "employee")
                .key("report", "manager_id", "manager");

        // When
        Map<String, SampledTable> tables = sample(2);

        // Then
        assertThat(tables.get("manager").rows()).hasSizeBetween(18, 22).allMatch(r -> ((String) r[0]).startsWith("P-"));
    }

    @Test
    void aSecondKeyFindsKeysThatAreMadeOfOtherKeys() throws IOException {
        // Given
        people();
        table("employee", 50, "person_id", i -> "P-" + (1000 + 2 * i));
        table("orders", 300, "id", i -> i + "," + i);
        table("line", 900, "order_id,no", i -> i / 3 + "," + (1 + i % 3));
        table(
                "claim",
                400,
                "id",
                i -> i + ",P-" + (1000 + i % 100) + ",P-" + (1000 + 2 * (i % 50)) + "," + i % 300 + "," + (1 + i % 3));
        schema.key("employee", "person_id", "person")
                .key("line", "order_id", "orders")
                .driver("claim", "person_id", "person")
                .key("claim", "employee_id", "employee")
                .key("claim", "order_id,line_no", "line");
        cells.put(
                "orders",
                cells.get("orders").stream().map(r -> new String[] {r[0]}).toList());

        // When
        Map<String, SampledTable> tables = sample(1.5);

        // Then
        assertThat(tables.get("claim").keysOf(List.of("employee_id")).stream()
                        .distinct()
                        .count())
                .isGreaterThan(40);
        assertThat(tables.get("line").rows()).extracting(r -> r[1]).containsOnly(1L, 2L, 3L);
    }

    @Test
    void linkTablesHaveDistinctParentsEvenWithMoreLinksThanUsual() throws IOException {
        // Given
        table("a", 20, "id", i -> "" + i);
        table("b", 8, "id", i -> "B" + i);
        table("c", 3, "id", i -> "0" + i);
        table("abc", 160, "a_id,b_id,c_id", i -> i / 8 + ",B" + i % 8 + ",0" + i % 3);
        schema.key("abc", "a_id", "a").key("abc", "b_id", "b").key("abc", "c_id", "c");
        FittedDatabase database = fit();

        // When / Then
        sample(database, 1, Map.of());
        sample(database, 1, Map.of("abc", 480L));
        sample(database, 1, Map.of("b", 1L, "c", 2L));
        assertThatThrownBy(() -> sample(database, 1, Map.of("abc", 481L)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("at most 480");
    }

    @Test
    void aTableMayLinkTwoRowsOfOneParent() throws IOException {
        // Given
        people();
        table("friend", 300, "a,b", i -> "P-" + (1000 + i % 100) + ",P-" + (1000 + (i % 100 + 1 + i / 100) % 100));
        schema.key("friend", "a", "person").key("friend", "b", "person");

        // When
        Map<String, SampledTable> tables = sample(0.5);

        // Then
        assertThat(tables.get("friend").rows()).hasSize(150);
    }

    @Test
    void aPrimaryKeyOfASecondParentIsDistinctOverTheTable() throws IOException {
        // Given
        people();
        table("city", 5, "id", i -> "" + i);
        table("passport", 60, "person_id", i -> "P-" + (1000 + i) + "," + i % 5);
        schema.key("passport", "person_id", "person").driver("passport", "city_id", "city");

        // When / Then
        assertThat(sample(3).get("passport").rows()).hasSizeBetween(170, 190);
    }

    @Test
    void keysSharedWithAGrandparentAgreeWithTheParent() throws IOException {
        // Given
        people();
        table("orders", 200, "person_id,no", i -> "P-" + (1000 + i / 2) + "," + (1 + i % 2));
        table("line", 600, "id", i -> i + ",P-" + (1000 + i / 6) + "," + (1 + i % 2));
        schema.key("orders", "person_id", "person")
                .key("line", "person_id", "person")
                .key("line", "person_id,order_no", "orders");

        // When / Then
        assertThat(sample(2).get("line").rows()).hasSize(1200);
    }

    @Test
    void aKeyThatAlwaysRepeatsTheParentsKeyKeepsDoingSo() throws IOException {
        // Given
        people();
        table("rental", 300, "id", i -> i + ",P-" + (1000 + i % 100));
        table("payment", 300, "id", i -> i + "," + i + ",P-" + (1000 + i % 100));
        schema.key("rental", "person_id", "person")
                .key("payment", "rental_id", "rental")
                .key("payment", "person_id", "person");

        // When
        Map<String, SampledTable> tables = sample(1);

        // Then
        Map<Object, Object> personOfRental = new HashMap<>();
        tables.get("rental").rows().forEach(r -> personOfRental.put(r[0], r[1]));
        assertThat(tables.get("payment").rows())
                .allMatch(r -> personOfRental.get(r[1]).equals(r[2]));
    }

    @Test
    void nullableDriversKeepTheirShareOfRowsWithoutAParent() throws IOException {
        // Given
        people();
        table("order", 400, "id", i -> i + "," + (i % 4 == 0 ? "-" : "P-" + (1000 + i % 100)));
        schema.nullableKey("order", "person_id", "person");
        FittedDatabase database = fit();

        // When
        List<Object> keys =
                sample(database, 1, Map.of("order", 800L)).get("order").keysOf(List.of("person_id"));

        // Then
        assertThat(keys.stream().filter(Integrity::hasNull).count()).isBetween(190L, 210L);
    }

    @Test
    void aCycleThroughANullableKeyResolvesInBothDirections() throws IOException {
        // Given
        table("team", 10, "id", i -> i + "," + (i < 5 ? "" + i : "-"));
        table("player", 100, "id", i -> i + "," + i % 10);
        schema.nullableKey("team", "captain", "player").key("player", "team_id", "team");

        // When
        Map<String, SampledTable> tables = sample(4);

        // Then
        assertThat(tables.get("player").rows()).hasSize(400);
        assertThat(tables.get("team").keysOf(List.of("captain")).stream()
                        .filter(Integrity::hasNull)
                        .count())
                .isBetween(8L, 32L);
    }

    @Test
    void uuidsAndTablesWithoutAPrimaryKeyWork() throws IOException {
        // Given
        table("device", 30, "id", i -> String.format("00000000-0000-4000-8000-%012d", i));
        table("reading", 300, "", i -> String.format("00000000-0000-4000-8000-%012d", i % 20));
        schema.key("reading", "device_id", "device");

        // When / Then
        assertThat(sample(1).get("reading").rows()).hasSizeBetween(270, 330);
    }

    @Test
    void aForestKeepsItsDepth() throws IOException {
        // Given
        table("employee", 85, "id", i -> i + "," + (i == 0 ? "-" : (i - 1) / 4));
        schema.nullableKey("employee", "manager", "employee");

        // When
        SampledTable employees = sample(1).get("employee");

        // Then
        Map<Object, Object> manager = new HashMap<>();
        employees.rows().forEach(r -> manager.put(r[0], r[1]));
        int deepest = 0;
        for (Object at : manager.keySet()) {
            int depth = 0;
            for (Object up = manager.get(at); up != null; up = manager.get(up)) {
                depth++;
            }
            deepest = Math.max(deepest, depth);
        }
        assertThat(deepest).isEqualTo(3);
        assertThat(manager.values().stream().filter(m -> m == null).count()).isEqualTo(1);
    }

    @Test
    void rowsAreExactForEveryTableThatIsNamed() throws IOException {
        // Given
        people();
        table("rental", 300, "id", i -> i + ",P-" + (1000 + i % 60));
        table("payment", 200, "id", i -> i + "," + i);
        schema.key("rental", "person_id", "person").key("payment", "rental_id", "rental");
        FittedDatabase database = fit();

        // When / Then
        sample(database, 1, Map.of("rental", 1234L, "payment", 77L, "person", 13L));
        sample(database, 1, Map.of("payment", 5000L));
        sample(database, 1, Map.of("rental", 0L));
    }

    @Test
    void impossibleRequestsNameAllTheirErrors() throws IOException {
        // Given
        people();
        table("rental", 300, "id", i -> i + ",P-" + (1000 + i % 60));
        schema.key("rental", "person_id", "person");
        FittedDatabase database = fit();

        // When / Then
        assertThatThrownBy(() -> sample(database, 1, Map.of("persn", 1L, "rental", -1L)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("did you mean 'person'?")
                .hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> sample(database, 1, Map.of("person", 0L, "rental", 5L)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("No rows of table rental can be made");
    }

    @Test
    void aChunkThatIsReportedTwiceChangesNothing() throws IOException {
        // Given
        people();
        table("rental", 300, "id", i -> i + ",P-" + (1000 + i % 60));
        schema.key("rental", "person_id", "person");
        SamplePlan plan =
                SamplePlan.of(fit().linkage(), new SampleRequest(1, Map.of(), new Seed(1)), 10_000, Long.MAX_VALUE);
        SampleState state = new SampleState(plan, new InMemorySample());
        Chunk root = state.start().chunks().get(0);
        ChunkResult result =
                new ChunkResult("person", root.index(), Map.of("rental", List.of(new ChunkResult.Segment(100, 300))));

        // When
        SampleState.Step first = state.onChunk(result);
        SampleState.Step second = state.onChunk(result);

        // Then
        assertThat(first.chunks()).hasSize(1);
        assertThat(second.chunks()).isEmpty();
        assertThat(second.finished()).isFalse();
        assertThat(first.news()).isTrue();
        assertThat(second.news()).isFalse();
        assertThat(state.onChunk(new ChunkResult("rental", 0, Map.of())).finished())
                .isTrue();
    }

    @Test
    void aLargeSampleHasAFewChunksMadeAtATimeSoThatOthersGetTheirTurn() throws IOException {
        // Given
        people();
        SampleRequest million = new SampleRequest(1, Map.of("person", 1_000_000L), new Seed(1));
        SamplePlan plan = SamplePlan.of(fit().linkage(), million, 16, Long.MAX_VALUE);

        // When
        int atATime =
                new SampleState(plan, new InMemorySample()).start().chunks().size();

        // Then: enough for a worker on each of the queue's 32 partitions
        assertThat(atATime).isBetween(32, 128);
    }
}
