package io.rowmill.core.quality;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Area under the ROC curve: the chance that a positive is ranked above a negative, ties counting half (Mann-Whitney). */
final class RocAuc {
    private RocAuc() {}

    /** @return 0 to 1, .5 for a guess; NaN without both labels */
    static double of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            double meanRank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (positive[order[i]]) {
                    rankSum += meanRank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = scores.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
