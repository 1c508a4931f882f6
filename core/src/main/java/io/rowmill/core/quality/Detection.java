package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Classifier two-sample test (Lopez-Paz and Oquab, ICLR 2017): cross-validated AUC of a classifier that tells real rows from
 * synthetic ones. .5 is best; far below .5 is a sign of copied rows.
 */
public final class Detection {
    private static final int FOLDS = 5;
    private static final int MOST_ROWS = 20_000;

    private Detection() {}

    /**
     * Takes the same number of rows of both, in five folds.
     *
     * @param parent foreign key whose siblings stay in one fold, because a row would give its sibling away; empty: none
     * @return mean AUC of the folds, NaN with fewer than ten rows a side or no content column
     */
    public static double auc(
            MemoryTable real, MemoryTable synthetic, Optional<List<String>> parent, BoostedTrees trees, Seed seed) {
        int rows = Math.min(
                MOST_ROWS, Math.min(real.rows().size(), synthetic.rows().size()));
        if (rows < 2 * FOLDS || real.content().length == 0) {
            return Double.NaN;
        }
        FeatureEncoder encoder = FeatureEncoder.of(real, synthetic);
        List<String[]> realRows = real.sample(rows, seed.derive("real"));
        List<String[]> syntheticRows = synthetic.sample(rows, seed.derive("synthetic"));
        Features features = encoder.encode(realRows).append(encoder.encode(syntheticRows));
        int[] folds = new int[2 * rows];
        System.arraycopy(folds(real, realRows, parent, seed.derive("real folds")), 0, folds, 0, rows);
        System.arraycopy(folds(synthetic, syntheticRows, parent, seed.derive("synthetic folds")), 0, folds, rows, rows);
        return IntStream.range(0, FOLDS)
                .mapToDouble(fold -> auc(features, rows, folds, fold, trees))
                .average()
                .orElseThrow();
    }

    private static double auc(Features features, int realRows, int[] folds, int fold, BoostedTrees trees) {
        int[] train =
                IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
        int[] test =
                IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
        double[] scores = trees.predict(features.gather(train), isReal(train, realRows), features.gather(test));
        return RocAuc.of(scores, isReal(test, realRows));
    }

    private static boolean[] isReal(int[] rows, int realRows) {
        boolean[] isReal = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            isReal[i] = rows[i] < realRows;
        }
        return isReal;
    }

    /** Deals groups, or rows if there are no groups, to folds in a random order, so that the folds have about the same size. */
    private static int[] folds(MemoryTable table, List<String[]> rows, Optional<List<String>> parent, Seed seed) {
        int[] key = parent.map(table::indices).orElse(new int[0]);
        Map<Object, Integer> groups = new HashMap<>();
        int[] group = new int[rows.size()];
        for (int i = 0; i < group.length; i++) {
            group[i] = groups.computeIfAbsent(group(table, rows.get(i), key, i), g -> groups.size());
        }
        int[] fold = dealt(groups.size(), seed.random());
        return Arrays.stream(group).map(g -> fold[g]).toArray();
    }

    /** A row without a parent is a group of its own. */
    private static Object group(MemoryTable table, String[] row, int[] key, int ordinal) {
        List<String> parent = key.length == 0 ? null : table.key(row, key);
        return parent == null ? (Object) ordinal : parent;
    }

    private static int[] dealt(int groups, SplittableRandom random) {
        int[] fold = IntStream.range(0, groups).map(i -> i % FOLDS).toArray();
        for (int i = groups - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = fold[i];
            fold[i] = fold[j];
            fold[j] = swapped;
        }
        return fold;
    }
}
