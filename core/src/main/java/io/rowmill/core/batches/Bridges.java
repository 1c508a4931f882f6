package io.rowmill.core.batches;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the columns of earlier batches that tell most about a batch (greedy facility location). Each step takes the column
 * that most raises the best association of the batch's columns with the chosen ones. So of two bridges that say the same, only
 * one is taken.
 */
final class Bridges {
    /** Mean gain in association per column of the batch below which another bridge is not worth its width. */
    private static final double NEGLIGIBLE = 0.005;

    private Bridges() {}

    /**
     * @param batch indices of its columns
     * @param before indices of the columns of all batches before it
     * @return at most {@code limit} of {@code before}, the most telling one first
     */
    static List<Integer> choose(Associations associations, List<Integer> batch, List<Integer> before, int limit) {
        double[] told = new double[batch.size()];
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < limit) {
            int best = -1;
            double most = NEGLIGIBLE * batch.size();
            for (int candidate : before) {
                double gain = gain(associations, candidate, batch, told);
                if (gain > most && !chosen.contains(candidate)) {
                    most = gain;
                    best = candidate;
                }
            }
            if (best < 0) {
                break;
            }
            chosen.add(best);
            for (int i = 0; i < told.length; i++) {
                told[i] = Math.max(told[i], associations.between(best, batch.get(i)));
            }
        }
        return chosen;
    }

    private static double gain(Associations associations, int candidate, List<Integer> batch, double[] told) {
        double gain = 0;
        for (int i = 0; i < told.length; i++) {
            gain += Math.max(0, associations.between(candidate, batch.get(i)) - told[i]);
        }
        return gain;
    }
}
