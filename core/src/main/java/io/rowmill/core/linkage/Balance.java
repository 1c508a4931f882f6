package io.rowmill.core.linkage;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How two numbers of rows of one parent go together: whoever has many rows by one key has many by another. The order by which the
 * second numbers are dealt is that of a normal score of the first, mixed with noise (a Gaussian copula).
 */
public final class Balance {
    private static final int HALVINGS = 9;
    private static final double SIGNIFICANT = 5;
    private static final double MOST = 0.9999;
    private static final int STEPS = 1 << 20;

    private Balance() {}

    /**
     * The correlation with which dealing gives as much dependence as there is.
     *
     * @param leaves rows among which numbers are dealt
     */
    static double fit(int[] first, int[] second, List<int[]> leaves, Seed seed) {
        double wanted = dependence(first, second);
        if (Math.abs(wanted) * Math.sqrt(first.length) < SIGNIFICANT
                || Math.abs(wanted - dealt(first, second, leaves, 0, seed)) * Math.sqrt(first.length) < SIGNIFICANT) {
            return 0;
        }
        double low = -MOST;
        double high = MOST;
        for (int step = 0; step < HALVINGS; step++) {
            double middle = (low + high) / 2;
            if (dealt(first, second, leaves, middle, seed) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double dealt(int[] first, int[] second, List<int[]> leaves, double balance, Seed seed) {
        SplittableRandom random = seed.random();
        int[] out = second.clone();
        double[] order = order(first, balance, random);
        for (int[] leaf : leaves) {
            int[] numbers = Arrays.stream(leaf).map(i -> second[i]).sorted().toArray();
            int[] members = sorted(leaf, order);
            for (int i = 0; i < members.length; i++) {
                out[members[i]] = numbers[i];
            }
        }
        return dependence(first, out);
    }

    /** Rank correlation. */
    private static double dependence(int[] first, int[] second) {
        double[] a = scores(first);
        double[] b = scores(second);
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += a[i] * b[i];
            squaresA += a[i] * a[i];
            squaresB += b[i] * b[i];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : products / Math.sqrt(squaresA * squaresB);
    }

    /** By what numbers are dealt, ascending: a score for each row. */
    public static double[] order(int[] first, double balance, SplittableRandom random) {
        double[] scores = scores(first);
        double noise = Math.sqrt(1 - balance * balance);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = balance * scores[i] + noise * quantile((random.nextInt(STEPS) + 0.5) / STEPS);
        }
        return scores;
    }

    /** @return the rows of a leaf, ascending by a score */
    public static int[] sorted(int[] leaf, double[] order) {
        return Arrays.stream(leaf)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> order[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Normal scores; equal numbers have the mean rank. */
    private static double[] scores(int[] numbers) {
        int[] order = IntStream.range(0, numbers.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> numbers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[numbers.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
                to++;
            }
            double score = quantile((from + to) / 2.0 / order.length);
            for (int i = from; i < to; i++) {
                scores[order[i]] = score;
            }
            from = to;
        }
        return scores;
    }

    /** Of the standard normal distribution, by the logistic one that is nearest to it. */
    private static double quantile(double share) {
        return Math.log(share / (1 - share)) / 1.702;
    }
}
