package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Lloyd's algorithm on weighted numbers with k-means++ seeding (Arthur and Vassilvitskii, 2007): where a mixture starts. */
final class WeightedKMeans {
    private static final int MAX_ITERATIONS = 50;

    private WeightedKMeans() {}

    /** @return cluster of each group, in [0, clusters) */
    static int[] cluster(WeightedValues data, int clusters, SplittableRandom random) {
        double[] centers = seed(data, clusters, random);
        int[] assigned = new int[data.size()];
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            boolean changed = assign(data, centers, assigned);
            if (!changed && i > 0) {
                break;
            }
            update(data, centers, assigned);
        }
        return assigned;
    }

    private static double[] seed(WeightedValues data, int clusters, SplittableRandom random) {
        double[] centers = new double[clusters];
        double[] mass = data.weights().clone();
        double[] squares = new double[data.size()];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        for (int k = 0; k < clusters; k++) {
            centers[k] = data.means()[draw(mass, random)];
            for (int i = 0; i < data.size(); i++) {
                double delta = data.means()[i] - centers[k];
                squares[i] = Math.min(squares[i], delta * delta);
                mass[i] = data.weights()[i] * squares[i];
            }
        }
        Arrays.sort(centers);
        return centers;
    }

    private static int draw(double[] mass, SplittableRandom random) {
        double left = random.nextDouble() * Arrays.stream(mass).sum();
        for (int i = 0; i < mass.length; i++) {
            left -= mass[i];
            if (left < 0) {
                return i;
            }
        }
        return mass.length - 1;
    }

    /**
     * Both sorted: the nearest centre moves on with the values.
     *
     * @return whether an assignment changed
     */
    private static boolean assign(WeightedValues data, double[] centers, int[] assigned) {
        boolean changed = false;
        int nearest = 0;
        for (int i = 0; i < assigned.length; i++) {
            double x = data.means()[i];
            while (nearest < centers.length - 1
                    && Math.abs(centers[nearest + 1] - x) <= Math.abs(centers[nearest] - x)) {
                nearest++;
            }
            changed |= assigned[i] != nearest;
            assigned[i] = nearest;
        }
        return changed;
    }

    private static void update(WeightedValues data, double[] centers, int[] assigned) {
        double[] sums = new double[centers.length];
        double[] weights = new double[centers.length];
        for (int i = 0; i < assigned.length; i++) {
            sums[assigned[i]] += data.weights()[i] * data.means()[i];
            weights[assigned[i]] += data.weights()[i];
        }
        for (int k = 0; k < centers.length; k++) {
            centers[k] = weights[k] > 0 ? sums[k] / weights[k] : centers[k];
        }
    }
}
