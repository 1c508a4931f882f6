package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any orders between columns of different decimals, strict and not, with constants at both ends, hold together. */
class ManyDeclaredOrdersTest {
    private static final int COLUMNS = 6;
    private static final int LEAST = 3;
    private static final int BEYOND = 20;

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allHoldInEveryRow(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int[] decimals = random.ints(COLUMNS, 0, 3).toArray();
        int[] rank = ranks(random);
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 60 + random.nextInt(200); row++) {
            rows.add(row(random, decimals, rank));
        }
        DatabaseMetadata database = database(random, rank);
        InMemoryRows source = new InMemoryRows(database.table("t"), rows);

        // When
        TableRules rules = DeclaredRowsTest.rules(source, database);
        InMemoryRows made = new InMemoryRows(source.metadata(), RuledSamplingTest.sample(source, rules));

        // Then
        List<Outcome> outcomes = DeclaredRules.check(made, database, TableTransform.formats(made, Set.of()));
        assertThat(outcomes).isNotEmpty().allSatisfy(o -> assertThat(o.broken())
                .as(o.declared().toString())
                .isZero());
    }

    /** Of each column to all above it, but for those beside it: ways from the greatest to the least are exponential in the columns. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ordersOfAllPairsArePlannedAtOnceAndKept(int beside) throws IOException {
        // Given
        int columns = 25;
        SplittableRandom random = new SplittableRandom(beside);
        int[] decimals = random.ints(columns, 0, 3).toArray();
        int[] rank = IntStream.range(0, columns).toArray();
        List<String> ordered = new ArrayList<>(List.of("c24 < " + (LEAST + 4 * columns + 1)));
        for (int greater = 0; greater < columns; greater++) {
            for (int lesser = 0; lesser / beside < greater / beside; lesser++) {
                ordered.add("c" + lesser + (random.nextBoolean() ? " < " : " <= ") + "c" + greater);
            }
        }
        List<String[]> rows = IntStream.range(0, 200)
                .mapToObj(r -> row(random, decimals, rank))
                .toList();

        // When
        DatabaseMetadata database = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> database(columns, ordered));
        InMemoryRows source = new InMemoryRows(database.table("t"), rows);
        TableRules rules = DeclaredRowsTest.rules(source, database);
        InMemoryRows made = new InMemoryRows(source.metadata(), RuledSamplingTest.sample(source, rules));

        // Then
        List<Outcome> outcomes = DeclaredRules.check(made, database, TableTransform.formats(made, Set.of()));
        assertThat(outcomes).hasSameSizeAs(ordered).allSatisfy(o -> assertThat(o.broken())
                .as(o.declared().toString())
                .isZero());
    }

    private static int[] ranks(SplittableRandom random) {
        int[] out = IntStream.range(0, COLUMNS).toArray();
        for (int i = COLUMNS - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = out[i];
            out[i] = out[other];
            out[other] = kept;
        }
        return out;
    }

    /** Values that grow with the rank of their columns, by little. Where the greatest is null, the others may be beyond its bound. */
    private static String[] row(SplittableRandom random, int[] decimals, int[] rank) {
        int columns = rank.length;
        BigDecimal[] byRank = new BigDecimal[columns];
        boolean isOpen = random.nextInt(3) == 0;
        BigDecimal last = BigDecimal.valueOf(LEAST + (isOpen ? BEYOND : 0));
        for (int r = 0; r < columns; r++) {
            last = last.add(BigDecimal.valueOf(1 + random.nextInt(4)));
            byRank[r] = last;
        }
        String[] cells = new String[columns];
        for (int c = 0; c < columns; c++) {
            int scale = decimals[c];
            BigDecimal fraction = BigDecimal.valueOf(random.nextInt((int) Math.pow(10, scale)), scale);
            boolean isNull = random.nextInt(9) == 0 || (isOpen && rank[c] == columns - 1);
            cells[c] = isNull ? null : byRank[rank[c]].add(fraction).toPlainString();
        }
        return cells;
    }

    private static DatabaseMetadata database(SplittableRandom random, int[] rank) {
        List<String> rules = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            for (int other = 0; other < COLUMNS; other++) {
                // The fraction of the lesser one is less than the least distance.
                if (rank[c] < rank[other] && random.nextInt(3) == 0) {
                    rules.add("c" + c + (random.nextBoolean() ? " < " : " <= ") + "c" + other);
                }
            }
            if (rank[c] == COLUMNS - 1) {
                rules.add("c" + c + " < " + (LEAST + 4 * COLUMNS + 1));
            }
            if (random.nextInt(3) == 0) {
                rules.add("c" + c + " > " + LEAST);
            }
        }
        rules.add("c0 > 0");
        return database(COLUMNS, rules);
    }

    private static DatabaseMetadata database(int columns, List<String> rules) {
        String described = IntStream.range(0, columns)
                .mapToObj(c -> "\"c" + c + "\": {\"sdtype\": \"numerical\"}")
                .collect(Collectors.joining(", "));
        return MetadataJson.read(
                        "{\"tables\": {\"t\": {\"columns\": {" + described
                                + "}}}, \"constraints\": [{\"constraint\": \"Expression\", \"parameters\": {\"expression\":"
                                + " \"" + String.join(" and ", rules) + "\"}}]}",
                        "metadata.json")
                .metadata();
    }
}
