package io.rowmill.core.linkage;

import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cells as scores, so that a parent's rows have a mean.
 *
 * @param points of numbers: means of slices of them, ascending; empty: of categories
 * @param values scores of the points, between which they are interpolated; or of the codes
 */
public record LevelScore(List<Double> points, List<Double> values) {
    /** Of numbers, at most. */
    private static final int SLICES = 64;
    /** Power iterations until categories have their scores. */
    private static final int ROUNDS = 30;

    public LevelScore {
        points = List.copyOf(points);
        values = List.copyOf(values);
    }

    /**
     * The rank of a number among all, in [0, 1]: some very large numbers decide about no mean. A point is the mean of a slice of the
     * sorted numbers, not one row's number.
     *
     * @param sample NaN stands for null
     * @param protection a slice has at least as many rows as it asks for; with fewer numbers, there are no points
     */
    static LevelScore ofNumbers(double[] sample, Protection protection) {
        double[] sorted =
                Arrays.stream(sample).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int slices = Math.min(SLICES, sorted.length / Math.max(1, protection.rareValueThreshold()));
        List<Double> points = new ArrayList<>();
        List<Double> ranks = new ArrayList<>();
        int first = 0;
        for (int slice = 0; slice < slices; slice++) {
            int from = start(slice, slices, sorted.length);
            int to = start(slice + 1, slices, sorted.length);
            double point = mean(sorted, from, to);
            int last = points.size() - 1;
            if (last >= 0 && points.get(last) >= point) {
                ranks.set(last, (first + to) / 2.0 / sorted.length);
            } else {
                first = from;
                points.add(point);
                ranks.add((from + to) / 2.0 / sorted.length);
            }
        }
        return new LevelScore(points, ranks);
    }

    private static int start(int slice, int slices, int rows) {
        return (int) ((long) rows * slice / slices);
    }

    /** Exact where all numbers are the same. */
    private static double mean(double[] sorted, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += sorted[i] - sorted[from];
        }
        return Math.min(sorted[to - 1], sorted[from] + sum / (to - from));
    }

    /**
     * Scores by which the parents differ most: the first axis of a correspondence analysis of parents and categories, by reciprocal
     * averaging (Hill, 1973). A category's score is the mean of its parents' means.
     *
     * @param codes per row, in [-1, size)
     * @param parents per row, below {@code count}; -1: the row doesn't count
     */
    static LevelScore ofCategories(int[] codes, int size, int[] parents, int count) {
        double[] scores = new double[size];
        Arrays.setAll(scores, c -> (c + 1.0) * (c % 2 == 0 ? 1 : -1));
        for (int round = 0; round < ROUNDS; round++) {
            standardize(scores, codes, parents);
            double[] ofParents = means(parents, count, codes, scores);
            scores = means(codes, size, parents, ofParents);
        }
        standardize(scores, codes, parents);
        return new LevelScore(List.of(), Arrays.stream(scores).boxed().toList());
    }

    private static double[] means(int[] of, int size, int[] others, double[] scores) {
        double[] sums = new double[size];
        int[] counts = new int[size];
        for (int i = 0; i < of.length; i++) {
            if (of[i] >= 0 && others[i] >= 0) {
                sums[of[i]] += scores[others[i]];
                counts[of[i]]++;
            }
        }
        Arrays.setAll(sums, i -> counts[i] == 0 ? 0 : sums[i] / counts[i]);
        return sums;
    }

    /** Mean 0 and variance 1 over the rows. */
    private static void standardize(double[] scores, int[] codes, int[] parents) {
        double sum = 0;
        double squares = 0;
        int rows = 0;
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0 && parents[i] >= 0) {
                sum += scores[codes[i]];
                squares += scores[codes[i]] * scores[codes[i]];
                rows++;
            }
        }
        double mean = rows == 0 ? 0 : sum / rows;
        double deviation = rows == 0 ? 0 : Math.sqrt(Math.max(0, squares / rows - mean * mean));
        Arrays.setAll(scores, c -> deviation == 0 ? 0 : (scores[c] - mean) / deviation);
    }

    /** @return NaN: the cell says nothing */
    double of(Feature feature, int row) {
        if (points.isEmpty()) {
            int code = feature.code(row);
            return code < 0 ? Double.NaN : values.get(code);
        }
        double number = feature.number(row);
        if (Double.isNaN(number) || number >= points.get(points.size() - 1)) {
            return Double.isNaN(number) ? number : values.get(values.size() - 1);
        }
        int above = 0;
        int to = points.size() - 1;
        while (above < to) {
            int middle = (above + to) / 2;
            if (points.get(middle) > number) {
                to = middle;
            } else {
                above = middle + 1;
            }
        }
        if (above == 0) {
            return values.get(0);
        }
        double low = points.get(above - 1);
        double share = (number - low) / (points.get(above) - low);
        return values.get(above - 1) + share * (values.get(above) - values.get(above - 1));
    }
}
