package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        BigDecimal[] byRank = new BigDecimal[COLUMNS];
        boolean isOpen = random.nextInt(3) == 0;
        BigDecimal last = BigDecimal.valueOf(LEAST + (isOpen ? BEYOND : 0));
        for (int r = 0; r < COLUMNS; r++) {
            last = last.add(BigDecimal.valueOf(1 + random.nextInt(4)));
            byRank[r] = last;
        }
        String[] cells = new String[COLUMNS];
        for (int c = 0; c < COLUMNS; c++) {
            int scale = decimals[c];
            BigDecimal fraction = BigDecimal.valueOf(random.nextInt((int) Math.pow(10, scale)), scale);
            boolean isNull = random.nextInt(9) == 0 || (isOpen && rank[c] == COLUMNS - 1);
            cells[c] = isNull ? null : byRank[rank[c]].add(fraction).toPlainString();
        }
        return cells;
    }

    private static DatabaseMetadata database(SplittableRandom random, int[] rank) {
        List<String> columns = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            columns.add("\"c" + c + "\": {\"sdtype\": \"numerical\"}");
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
        return MetadataJson.read(
                        "{\"tables\": {\"t\": {\"columns\": {" + String.join(", ", columns)
                                + "}}}, \"constraints\": [{\"constraint\": \"Expression\", \"parameters\": {\"expression\":"
                                + " \"" + String.join(" and ", rules) + "\"}}]}",
                        "metadata.json")
                .metadata();
    }
}
