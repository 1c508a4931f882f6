package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Network.Apart;
import java.util.Arrays;
import java.util.List;

/**
 * How well two ends go together: by affinities, whose log-odds are given, and by distances, whose log-odds are found: after each
 * round of dealing those of a class grow that has too few rows.
 */
final class PairFit {
    private static final double PACE = 0.5;
    private static final double MOST = 8;
    private static final double ABSENT = 1e-3;
    private static final int KIN = 16;
    /** Of a class that no row has. */
    private static final double NEVER = -50;

    private final List<Term> terms;
    private final List<Distance> distances;

    /**
     * An affinity.
     *
     * @param from class by first end
     * @param to class by second end
     */
    record Term(int[] from, int[] to, float[][] logOdds) {}

    /** A distance. */
    static final class Distance {
        private final Apart apart;
        private final double[][] from;
        private final double[][] to;
        private final double[] weights;
        private final long[] rows;

        /**
         * @param from numbers by first end, then by column
         * @param to numbers by second end, then by column
         */
        Distance(Apart apart, double[][] from, double[][] to) {
            this.apart = apart;
            this.from = from;
            this.to = to;
            this.weights = Arrays.stream(apart.shares())
                    .map(share -> share == 0 ? NEVER : 0)
                    .toArray();
            this.rows = new long[weights.length];
        }

        private int classOf(int first, int second) {
            return apart.classOf(apart.distance(from[first], to[second]));
        }
    }

    PairFit(List<Term> terms, List<Distance> distances) {
        this.terms = terms;
        this.distances = distances;
    }

    boolean isIndifferent() {
        return terms.isEmpty() && distances.isEmpty();
    }

    /** First ends in classes of those that go with like ends: by the first affinity, or by the first number of a distance. */
    int[] kin(int ends) {
        if (!terms.isEmpty()) {
            return terms.get(0).from();
        }
        int[] kin = new int[ends];
        if (!distances.isEmpty()) {
            double[][] numbers = distances.get(0).from;
            double[] sorted =
                    Arrays.stream(numbers).mapToDouble(n -> n[0]).sorted().toArray();
            for (int end = 0; end < ends; end++) {
                int place = Arrays.binarySearch(sorted, numbers[end][0]);
                kin[end] = (int) ((long) KIN * Math.max(0, place) / sorted.length);
            }
        }
        return kin;
    }

    /** Log-odds of a pair. */
    double of(int from, int to) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.logOdds()[term.from()[from]][term.to()[to]];
        }
        for (Distance distance : distances) {
            int at = distance.classOf(from, to);
            sum += at < 0 ? 0 : distance.weights[at];
        }
        return sum;
    }

    /** Whether a pair is at a distance that no row of the source has. */
    boolean isNever(int from, int to) {
        return !distances.isEmpty() && of(from, to) < NEVER / 2;
    }

    /** Counts a row. */
    void count(int from, int to) {
        for (Distance distance : distances) {
            int at = distance.classOf(from, to);
            if (at >= 0) {
                distance.rows[at]++;
            }
        }
    }

    /**
     * Weighs classes anew by the rows that were counted, and forgets them.
     *
     * @return how far the rows were from what they should have: the greatest difference of two distribution functions
     */
    double learn() {
        double most = 0;
        for (Distance distance : distances) {
            double all = Arrays.stream(distance.rows).sum();
            double apart = 0;
            for (int c = 0; c < distance.weights.length && all > 0; c++) {
                double wanted = distance.apart.shares()[c];
                double step = Math.log((wanted + ABSENT) / (distance.rows[c] / all + ABSENT));
                apart += distance.rows[c] / all - wanted;
                most = Math.max(most, Math.abs(apart));
                double weight = distance.weights[c] + PACE * step;
                distance.weights[c] = wanted == 0 ? NEVER : Math.max(-MOST, Math.min(MOST, weight));
            }
            Arrays.fill(distance.rows, 0);
        }
        return most;
    }
}
