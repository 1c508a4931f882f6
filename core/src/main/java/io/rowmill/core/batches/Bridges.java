package io.rowmill.core.batches;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the columns that tell a batch most about the batches before it: one by one, always the column that adds most to what
 * the batch's columns are told by the best of the chosen (greedy facility location). So two bridges that say the same are not
 * both taken.
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
