package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well a classifier tells the rows of two tables apart that it hasn't seen.
 *
 * @param auc mean of five folds; NaN if no fold has rows of both tables
 * @param gains per column, its share of what all splits have gained; zeros if nothing was gained
 */
record CrossValidation(double auc, double[] gains) {
    private static final int FOLDS = 5;

    /** @param groups of the rows of both, which stay in one fold */
    static CrossValidation of(Features left, Features right, Grouping groups, BoostedTrees trees, Seed seed) {
        Features all = left.append(right);
        Map<Integer, Integer> foldOf =
                groups.deal(FOLDS, seed.derive(groups.name()).random());
        int[] folds = IntStream.concat(Arrays.stream(groups.real()), Arrays.stream(groups.synthetic()))
                .map(foldOf::get)
                .toArray();
        double[] gains = new double[all.columns()];
        double[] aucs = new double[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            int[] train = IntStream.range(0, folds.length)
                    .filter(i -> folds[i] != held)
                    .toArray();
            int[] test = IntStream.range(0, folds.length)
                    .filter(i -> folds[i] == held)
                    .toArray();
            BoostedTrees.Verdict verdict = trees.judge(all.gather(train), isLeft(train, left.rows()), all.gather(test));
            aucs[fold] = RocAuc.of(verdict.scores(), isLeft(test, left.rows()));
            Arrays.setAll(gains, c -> gains[c] + verdict.gains()[c]);
        }
        double gained = Arrays.stream(gains).sum();
        Arrays.setAll(gains, c -> gained == 0 ? 0 : gains[c] / gained);
        double auc = Arrays.stream(aucs).filter(a -> !Double.isNaN(a)).average().orElse(Double.NaN);
        return new CrossValidation(auc, gains);
    }

    private static boolean[] isLeft(int[] rows, int leftRows) {
        boolean[] isLeft = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            isLeft[i] = rows[i] < leftRows;
        }
        return isLeft;
    }
}
