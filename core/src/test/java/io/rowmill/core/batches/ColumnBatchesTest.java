package io.rowmill.core.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.batches.Batching.Mode;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnBatchesTest {
    private static final int ROWS = 2_000;

    /** Columns {@code a0 b0 c0 a1 b1 c1 …}: those of one letter hang together; the letters do by their first columns. */
    private static Associations families(int each) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, double[]> hidden = new LinkedHashMap<>();
        double[] common = gaussian(random);
        for (String family : List.of("a", "b", "c")) {
            hidden.put(family, noisy(common, 0.6, random));
        }
        Map<String, Feature> columns = new LinkedHashMap<>();
        for (int i = 0; i < each; i++) {
            for (String family : hidden.keySet()) {
                double noise = 0.2 + 0.3 * i;
                columns.put(family + i, new Feature.Numeric(noisy(hidden.get(family), noise, random)));
            }
        }
        return Associations.of(columns);
    }

    private static double[] gaussian(SplittableRandom random) {
        return noisy(new double[ROWS], 1, random);
    }

    private static double[] noisy(double[] values, double noise, SplittableRandom random) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] + noise * random.nextGaussian();
        }
        return out;
    }

    private static Batching batching(Mode mode, int maxColumns, int bridges) {
        return new Batching(mode, Map.of(), maxColumns, bridges);
    }

    private static List<List<String>> sortedColumns(List<ColumnBatch> batches) {
        return batches.stream()
                .map(ColumnBatch::columns)
                .sorted((x, y) -> x.get(0).compareTo(y.get(0)))
                .toList();
    }

    @Test
    void columnsThatHangTogetherShareABatch() {
        // When
        List<ColumnBatch> batches = ColumnBatches.plan(families(4), batching(Mode.ON, 4, 2));

        // Then
        assertThat(sortedColumns(batches))
                .containsExactly(
                        List.of("a0", "a1", "a2", "a3"),
                        List.of("b0", "b1", "b2", "b3"),
                        List.of("c0", "c1", "c2", "c3"));
        assertThat(batches).extracting(ColumnBatch::name).containsExactly("b1", "b2", "b3");
    }

    @Test
    void everyColumnIsInOneBatchAndNoBatchIsLargerThanAllowed() {
        for (int limit : List.of(2, 3, 5, 7, 11)) {
            // When
            List<ColumnBatch> batches = ColumnBatches.plan(families(4), batching(Mode.ON, limit, 3));

            // Then
            assertThat(batches.stream().flatMap(b -> b.columns().stream()))
                    .doesNotHaveDuplicates()
                    .hasSize(12);
            assertThat(batches).allMatch(b -> b.columns().size() <= limit);
        }
    }

    @Test
    void bridgesComeFromEarlierBatchesAndTheMostTellingOneIsAmongThem() {
        // When
        List<ColumnBatch> batches = ColumnBatches.plan(families(4), batching(Mode.ON, 4, 2));

        // Then
        List<String> before = new ArrayList<>();
        for (ColumnBatch batch : batches) {
            assertThat(before).containsAll(batch.bridges());
            assertThat(batch.bridges()).hasSizeLessThanOrEqualTo(2);
            before.addAll(batch.columns());
        }
        assertThat(batches.get(0).bridges()).isEmpty();
        assertThat(batches.get(1).bridges().get(0)).matches("[abc][01]");
        assertThat(batches.get(2).bridges()).isNotEmpty();
    }

    @Test
    void twoBridgesThatSayTheSameAreNotBothTaken() {
        // Given
        SplittableRandom random = new SplittableRandom(2);
        double[] x = gaussian(random);
        double[] y = gaussian(random);
        Map<String, Feature> columns = new LinkedHashMap<>();
        columns.put("x", new Feature.Numeric(x));
        columns.put("copy_of_x", new Feature.Numeric(x));
        columns.put("y", new Feature.Numeric(noisy(y, 0.5, random)));
        columns.put("like_x", new Feature.Numeric(noisy(x, 0.1, random)));
        columns.put("like_y", new Feature.Numeric(noisy(y, 0.1, random)));
        Associations associations = Associations.of(columns);

        // When
        List<Integer> bridges = Bridges.choose(associations, List.of(3, 4), List.of(0, 1, 2), 3);

        // Then
        assertThat(bridges).containsExactly(0, 2);
    }

    @Test
    void noBridgesMakeBatchesIndependent() {
        assertThat(ColumnBatches.plan(families(4), batching(Mode.ON, 4, 0)))
                .hasSize(3)
                .allMatch(b -> b.bridges().isEmpty());
    }

    @Test
    void aColumnThatTellsNothingAboutOthersIsNoBridge() {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Feature> columns = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            columns.put("c" + i, new Feature.Numeric(gaussian(random)));
        }

        // When
        List<ColumnBatch> batches = ColumnBatches.plan(Associations.of(columns), batching(Mode.ON, 2, 5));

        // Then
        assertThat(batches).hasSize(2).allMatch(b -> b.bridges().isEmpty());
    }

    @Test
    void aTableIsSplitWhereItIsWideOrWhereTheUserSaysSo() {
        // Given
        Associations twelve = families(4);

        // Then
        assertThat(ColumnBatches.plan(twelve, batching(Mode.AUTO, 6, 3)))
                .containsExactly(ColumnBatch.whole(twelve.columns()));
        assertThat(ColumnBatches.plan(twelve, batching(Mode.AUTO, 5, 3))).hasSizeGreaterThan(1);
        assertThat(ColumnBatches.plan(twelve, batching(Mode.ON, 12, 3))).hasSize(1);
        assertThat(ColumnBatches.plan(twelve, batching(Mode.ON, 11, 3))).hasSize(2);
        assertThat(ColumnBatches.plan(twelve, batching(Mode.OFF, 2, 3))).hasSize(1);
        assertThat(ColumnBatches.plan(Associations.of(Map.of()), batching(Mode.ON, 2, 3)))
                .isEmpty();
    }

    @Test
    void theUsersGroupsComeFirstAndWhatTheyLeaveOutIsClustered() {
        // Given
        Batching batching = Batching.of("mine:c1,a0,constant;yours:b3", 4, 2);

        // When
        List<ColumnBatch> batches = ColumnBatches.plan(families(4), batching);

        // Then
        assertThat(batches.get(0)).isEqualTo(new ColumnBatch("mine", List.of("a0", "c1"), List.of()));
        assertThat(batches.get(1).name()).isEqualTo("yours");
        assertThat(batches.get(1).columns()).containsExactly("b3");
        assertThat(batches.stream().skip(2)).allMatch(b -> b.name().matches("b\\d"));
        assertThat(batches.stream().flatMap(b -> b.columns().stream()))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void categoriesAndNumbersCompare() {
        // Given
        SplittableRandom random = new SplittableRandom(4);
        double[] x = gaussian(random);
        int[] sign = new int[ROWS];
        int[] coin = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            sign[i] = x[i] < 0 ? 0 : 1;
            coin[i] = random.nextInt(2);
        }
        Map<String, Feature> columns = new LinkedHashMap<>();
        columns.put("x", new Feature.Numeric(x));
        columns.put("sign", new Feature.Codes(sign, 2));
        columns.put("coin", new Feature.Codes(coin, 2));

        // When
        Associations associations = Associations.of(columns);

        // Then
        assertThat(associations.between(0, 1)).isBetween(0.7, 0.75);
        assertThat(associations.between(0, 2)).isLessThan(0.02);
    }
}
