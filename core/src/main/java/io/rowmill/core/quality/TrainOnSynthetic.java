package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a classifier learns from synthetic rows (Esteban et al., 2017: train on synthetic, test on real). One classifier is
 * trained on synthetic rows, another on real rows. Both are tested on real rows that no model has seen.
 *
 * @param real AUC after training on real rows
 * @param synthetic AUC after training on synthetic rows
 */
public record TrainOnSynthetic(double real, double synthetic) {
    private static final int MOST_ROWS = 30_000;
    private static final int MOST_CLASSES = 10;

    /**
     * For a categorical target, each of the ten most frequent classes is told from the rest, and the mean is weighted by
     * frequency. For a number or date, values above the real median are told from those below.
     *
     * @param target a content column
     * @param holdout real rows that weren't fitted
     */
    public static TrainOnSynthetic measure(
            MemoryTable real,
            MemoryTable synthetic,
            MemoryTable holdout,
            String target,
            BoostedTrees trees,
            Seed seed) {
        FeatureEncoder encoder = FeatureEncoder.of(real, synthetic, holdout);
        int column = encoder.indexOf(real.metadata().indexOf(target).orElseThrow());
        if (column < 0) {
            throw new IllegalArgumentException(target + " is no content column");
        }
        Features test = encoder.encode(holdout.rows());
        Features realTrain = encoder.encode(real.sample(MOST_ROWS, seed.derive("real")));
        Features syntheticTrain = encoder.encode(synthetic.sample(MOST_ROWS, seed.derive("synthetic")));
        Task task = new Task(column, trees, test);
        return new TrainOnSynthetic(task.auc(realTrain, realTrain), task.auc(syntheticTrain, realTrain));
    }

    private record Task(int column, BoostedTrees trees, Features test) {

        double auc(Features train, Features real) {
            if (!real.categorical()[column]) {
                double median = median(real);
                return auc(train, above(train, median), above(test, median));
            }
            double sum = 0;
            double weight = 0;
            for (Map.Entry<Double, Integer> category : classes(real).entrySet()) {
                double auc = auc(train, equal(train, category.getKey()), equal(test, category.getKey()));
                if (!Double.isNaN(auc)) {
                    sum += auc * category.getValue();
                    weight += category.getValue();
                }
            }
            return sum / weight;
        }

        private double auc(Features train, boolean[] labels, boolean[] truth) {
            return RocAuc.of(
                    trees.judge(train.without(column), labels, test.without(column))
                            .scores(),
                    truth);
        }

        /**
         * Codes follow frequency, so the smallest codes are the most frequent classes. If there are two classes, one is
         * enough.
         */
        private Map<Double, Integer> classes(Features real) {
            Map<Double, Integer> counts = new TreeMap<>();
            for (double[] row : real.values()) {
                if (row[column] < MOST_CLASSES) {
                    counts.merge(row[column], 1, Integer::sum);
                }
            }
            if (counts.size() == 2) {
                counts.remove(counts.keySet().iterator().next());
            }
            return counts;
        }

        private double median(Features real) {
            double[] sorted = Arrays.stream(real.values())
                    .mapToDouble(r -> r[column])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        }

        private boolean[] above(Features rows, double limit) {
            boolean[] labels = new boolean[rows.rows()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = rows.values()[i][column] >= limit;
            }
            return labels;
        }

        private boolean[] equal(Features rows, double code) {
            boolean[] labels = new boolean[rows.rows()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = rows.values()[i][column] == code;
            }
            return labels;
        }
    }
}
