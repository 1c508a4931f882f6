package io.rowmill.core.linkage;

import io.rowmill.core.transform.Feature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A column in at most a dozen classes: deciles of numbers, the most frequent categories and the rest, null. */
public record Bins(int[] classes, int size) {
    private static final int QUANTILES = 10;

    /** @param rows that are looked at */
    public static Bins of(Feature feature, int[] rows) {
        return feature instanceof Feature.Codes categories ? ofCategories(categories, rows) : ofNumbers(feature, rows);
    }

    private static Bins ofNumbers(Feature feature, int[] rows) {
        double[] values = new double[rows.length];
        Arrays.setAll(values, i -> feature.number(rows[i]));
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] edges = sorted.length == 0
                ? new double[0]
                : IntStream.range(1, QUANTILES)
                        .mapToDouble(q -> sorted[(int) ((long) sorted.length * q / QUANTILES)])
                        .distinct()
                        .toArray();
        int[] classes = new int[rows.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = Double.isNaN(values[i]) ? edges.length + 1 : binOf(values[i], edges);
        }
        return new Bins(classes, edges.length + 2);
    }

    private static int binOf(double value, double[] edges) {
        int bin = 0;
        while (bin < edges.length && value >= edges[bin]) {
            bin++;
        }
        return bin;
    }

    private static Bins ofCategories(Feature.Codes categories, int[] rows) {
        int[] frequency = new int[categories.size() + 1];
        for (int row : rows) {
            frequency[categories.code(row) + 1]++;
        }
        int[] classOf = new int[frequency.length];
        Arrays.fill(classOf, QUANTILES);
        int[] top = IntStream.range(0, frequency.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer code) -> -frequency[code]))
                .limit(QUANTILES)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < top.length; rank++) {
            classOf[top[rank]] = rank;
        }
        int[] classes = new int[rows.length];
        Arrays.setAll(classes, i -> classOf[categories.code(rows[i]) + 1]);
        return new Bins(classes, QUANTILES + 1);
    }

    /** Normalised mutual information, corrected for the bias of small samples; at most 0 for independent columns, on average. */
    static double dependence(Bins a, Bins b) {
        int n = a.classes.length;
        double entropies = Math.min(entropy(a.counts(), n), entropy(b.counts(), n));
        return entropies == 0 ? 0 : information(a, b) / entropies;
    }

    /** Mutual information in nats, corrected for the bias of small samples (Miller and Madow): 0 for independent columns, on average. */
    public static double information(Bins a, Bins b) {
        int n = a.classes.length;
        double[] joint = new double[a.size * b.size];
        for (int i = 0; i < n; i++) {
            joint[a.classes[i] * b.size + b.classes[i]]++;
        }
        double[] left = a.counts();
        double[] right = b.counts();
        double information = entropy(left, n) + entropy(right, n) - entropy(joint, n);
        double bias = (present(left) - 1) * (present(right) - 1) / (2.0 * n);
        return information - bias;
    }

    private double[] counts() {
        double[] counts = new double[size];
        for (int c : classes) {
            counts[c]++;
        }
        return counts;
    }

    private static double entropy(double[] counts, int n) {
        double sum = 0;
        for (double count : counts) {
            sum -= count == 0 ? 0 : count / n * Math.log(count / n);
        }
        return sum;
    }

    private static double present(double[] counts) {
        return Arrays.stream(counts).filter(c -> c > 0).count();
    }
}
