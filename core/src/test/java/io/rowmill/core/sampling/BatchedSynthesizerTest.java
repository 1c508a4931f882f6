package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.BatchedSynthesizer.Trained;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.ColumnLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchedSynthesizerTest {
    /** Columns a, b, c of one code each; {@code nothing} is constant. */
    private static final ColumnLayout TABLE = new ColumnLayout() {
        @Override
        public List<String> contentColumns() {
            return List.of("a", "nothing", "b", "c");
        }

        @Override
        public List<Part> parts(String column) {
            return column.equals("nothing") ? List.of() : List.of(new Part.OneHot(100, true));
        }
    };

    private final List<Groups> seen = new ArrayList<>();

    /** Makes {@code width} columns: random codes without a context, else the sum of the context's codes plus the column's number. */
    private Synthesizer synthesizer(int width) {
        return new Synthesizer() {
            @Override
            public EncodedTable sample(Groups groups, Seed seed) {
                seen.add(groups);
                SplittableRandom random = seed.random();
                int[] groupOfRow = groups.groupOfRow();
                List<EncodedPart> parts = new ArrayList<>();
                for (int part = 0; part < width; part++) {
                    int[] codes = new int[groups.rows()];
                    for (int row = 0; row < codes.length; row++) {
                        codes[row] = groups.contexts().parts().isEmpty() ? random.nextInt(10) : part;
                        for (EncodedPart context : groups.contexts().parts()) {
                            codes[row] += codes(context)[groupOfRow[row]];
                        }
                    }
                    parts.add(new EncodedPart.Codes(new Part.OneHot(100, true), codes));
                }
                return new EncodedTable(groups.rows(), parts);
            }

            /** A thousandth of each code's number, a tenth of each context's; NaN for a row with an absent code. */
            @Override
            public double[] logLikelihood(Groups groups, EncodedTable rows) {
                seen.add(groups);
                int[] groupOfRow = groups.groupOfRow();
                double[] out = new double[rows.rows()];
                for (int row = 0; row < out.length; row++) {
                    for (EncodedPart part : rows.parts()) {
                        out[row] -= codes(part)[row] < 0 ? Double.NaN : codes(part)[row] / 1000.0;
                    }
                    for (EncodedPart context : groups.contexts().parts()) {
                        out[row] -= codes(context)[groupOfRow[row]] / 10.0;
                    }
                }
                return out;
            }

            @Override
            public void close() {
                seen.clear();
            }
        };
    }

    private static int[] codes(EncodedPart part) {
        return ((EncodedPart.Codes) part).codes();
    }

    private Trained batch(String name, List<String> columns, List<String> bridges) {
        return new Trained(new ColumnBatch(name, columns, bridges), synthesizer(columns.size()));
    }

    private static Groups contexts(int[] contexts, int... counts) {
        EncodedPart part = new EncodedPart.Codes(new Part.OneHot(100, true), contexts);
        return new Groups(new EncodedTable(contexts.length, List.of(part)), counts);
    }

    @Test
    void aBatchSeesItsBridgesRowByRowAndColumnsComeOutInTheOrderOfTheTable() {
        // Given
        Synthesizer table = BatchedSynthesizer.of(
                TABLE, List.of(batch("b1", List.of("b"), List.of()), batch("b2", List.of("a", "c"), List.of("b"))));

        // When
        EncodedTable rows = table.sample(Groups.root(50), new Seed(1));

        // Then
        int[] b = codes(rows.parts().get(1));
        assertThat(b).containsAnyOf(1, 2, 3).containsAnyOf(7, 8, 9);
        assertThat(codes(rows.parts().get(0))).isEqualTo(b);
        for (int row = 0; row < 50; row++) {
            assertThat(codes(rows.parts().get(2))[row]).isEqualTo(b[row] + 1);
        }
    }

    @Test
    void aBatchWithBridgesKeepsTheGroupsContextBeforeThem() {
        // Given
        Synthesizer table = BatchedSynthesizer.of(
                TABLE,
                List.of(batch("b1", List.of("a", "b"), List.of()), batch("b2", List.of("c"), List.of("b", "a"))));

        // When
        EncodedTable rows = table.sample(contexts(new int[] {10, 40}, 2, 3), new Seed(1));

        // Then
        assertThat(codes(rows.parts().get(0))).containsExactly(10, 10, 40, 40, 40);
        assertThat(codes(rows.parts().get(2))).containsExactly(31, 31, 121, 121, 121);
        assertThat(seen.get(1).counts()).containsOnly(1).hasSize(5);
        assertThat(codes(seen.get(1).contexts().parts().get(0))).containsExactly(10, 10, 40, 40, 40);
        assertThat(codes(seen.get(1).contexts().parts().get(1))).containsExactly(11, 11, 41, 41, 41);
    }

    @Test
    void aBatchWithoutBridgesSeesTheGroupsAsTheyAre() {
        // Given
        Synthesizer table = BatchedSynthesizer.of(
                TABLE, List.of(batch("b1", List.of("a", "b"), List.of()), batch("b2", List.of("c"), List.of())));
        Groups groups = contexts(new int[] {10, 40}, 2, 3);

        // When
        table.sample(groups, new Seed(1));

        // Then
        assertThat(seen).containsExactly(groups, groups);
    }

    @Test
    void aRowIsAsLikelyAsAllItsBatchesTogether() {
        // Given
        Synthesizer table = BatchedSynthesizer.of(
                TABLE, List.of(batch("b1", List.of("b"), List.of()), batch("b2", List.of("a", "c"), List.of("b"))));
        Part.OneHot part = new Part.OneHot(100, true);
        EncodedTable rows = new EncodedTable(
                3,
                List.of(
                        new EncodedPart.Codes(part, new int[] {1, 2, 3}),
                        new EncodedPart.Codes(part, new int[] {4, 5, -1}),
                        new EncodedPart.Codes(part, new int[] {7, 8, 9})));

        // When
        double[] likely = table.logLikelihood(contexts(new int[] {10, 40}, 1, 2), rows);

        // Then
        assertThat(likely[0]).isCloseTo(-(1 + 0.004) - (1 + 0.4 + 0.008), within(1e-9));
        assertThat(likely[1]).isCloseTo(-(4 + 0.005) - (4 + 0.5 + 0.010), within(1e-9));
        assertThat(likely[2]).isNaN();
    }

    @Test
    void batchesDrawFromSeedsOfTheirOwn() {
        // Given
        Synthesizer table = BatchedSynthesizer.of(
                TABLE, List.of(batch("b1", List.of("a", "b"), List.of()), batch("b2", List.of("c"), List.of())));

        // When
        EncodedTable rows = table.sample(Groups.root(50), new Seed(1));

        // Then
        assertThat(codes(rows.parts().get(0))).isNotEqualTo(codes(rows.parts().get(2)));
        assertThat(rows).usingRecursiveComparison().isEqualTo(table.sample(Groups.root(50), new Seed(1)));
    }

    @Test
    void batchesThatDontMakeUpTheTableAreRefused() {
        assertThatThrownBy(() -> BatchedSynthesizer.of(TABLE, List.of(batch("b1", List.of("a", "b"), List.of()))))
                .hasMessageContaining("leave out");
        assertThatThrownBy(() -> BatchedSynthesizer.of(
                        TABLE,
                        List.of(batch("b1", List.of("a"), List.of("b")), batch("b2", List.of("b", "c"), List.of()))))
                .hasMessageContaining("before");
        assertThatThrownBy(() -> BatchedSynthesizer.of(
                        TABLE,
                        List.of(batch("b1", List.of("a", "b"), List.of()), batch("b2", List.of("b", "c"), List.of()))))
                .hasMessageContaining("second time");
    }
}
