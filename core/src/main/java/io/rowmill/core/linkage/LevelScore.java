package io.rowmill.core.linkage;

import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cells as scores, so that a parent's rows have a mean.
 *
 * @param points of numbers: means of slices of them, ascending; empty: of categories
 * @param values scores of the points, between which they are interpolated; or of the codes
 */
public record LevelScore(List<Double> points, List<Double> values) {
    /** Of numbers, at most. */
    private static final int SLICES = 64;
    /** Of so many, a matrix of each with each is small. */
    private static final int FEW_CATEGORIES = 256;
    /** Power iterations until categories have their scores. */
    private static final int ROUNDS = 30;

    /** What a number counts as. */
    enum Scale {
        /** Its rank among all: some very large numbers decide about no mean. */
        RANK,
        /** The root of its distance from the least: of counts, and of what is mostly small. */
        ROOT,
        VALUE
    }

    public LevelScore {
        points = List.copyOf(points);
        values = List.copyOf(values);
    }

    /**
     * The rank of a number among all, in [0, 1]. A point is the mean of a slice of the
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

    /** The same points of numbers, with other scores. Above the last point, all numbers have its score. */
    LevelScore on(Scale scale) {
        return switch (scale) {
            case RANK -> this;
            case ROOT ->
                new LevelScore(
                        points,
                        points.stream().map(p -> Math.sqrt(p - points.get(0))).toList());
            case VALUE -> new LevelScore(points, points);
        };
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
        int[] rows = new int[size];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0 && parents[i] >= 0) {
                rows[codes[i]]++;
            }
        }
        UnaryOperator<double[]> averaged = size <= FEW_CATEGORIES
                ? averaging(codes, size, parents, count)
                : scores -> means(codes, size, parents, means(parents, count, codes, scores));
        double[] scores = new double[size];
        Arrays.setAll(scores, c -> (c + 1.0) * (c % 2 == 0 ? 1 : -1));
        for (int round = 0; round < ROUNDS; round++) {
            standardize(scores, rows);
            scores = averaged.apply(scores);
        }
        standardize(scores, rows);
        return new LevelScore(List.of(), Arrays.stream(scores).boxed().toList());
    }

    /** The means of means as one matrix, so that the rows are read once: what a category's parents have of each category. */
    private static UnaryOperator<double[]> averaging(int[] codes, int size, int[] parents, int count) {
        double[][] matrix = new double[size][size];
        int[] had = new int[size];
        for (int[] own : byParent(codes, parents, count)) {
            Arrays.stream(own).forEach(code -> had[code]++);
            int[] different = Arrays.stream(own).distinct().toArray();
            for (int one : different) {
                for (int other : different) {
                    matrix[one][other] += had[one] * (double) had[other] / own.length;
                }
            }
            Arrays.stream(different).forEach(code -> had[code] = 0);
        }
        // A row of the matrix adds up to the rows of its category.
        double[] rows =
                Arrays.stream(matrix).mapToDouble(m -> Arrays.stream(m).sum()).toArray();
        return scores -> {
            double[] means = new double[size];
            for (int one = 0; one < size; one++) {
                for (int other = 0; other < size && rows[one] > 0; other++) {
                    means[one] += matrix[one][other] * scores[other] / rows[one];
                }
            }
            return means;
        };
    }

    private static int[][] byParent(int[] codes, int[] parents, int count) {
        int[] left = new int[count];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0 && parents[i] >= 0) {
                left[parents[i]]++;
            }
        }
        int[][] out = new int[count][];
        Arrays.setAll(out, p -> new int[left[p]]);
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= 0 && parents[i] >= 0) {
                out[parents[i]][--left[parents[i]]] = codes[i];
            }
        }
        return out;
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
    private static void standardize(double[] scores, int[] rows) {
        double sum = 0;
        double squares = 0;
        long all = 0;
        for (int c = 0; c < scores.length; c++) {
            sum += rows[c] * scores[c];
            squares += rows[c] * scores[c] * scores[c];
            all += rows[c];
        }
        double mean = all == 0 ? 0 : sum / all;
        double deviation = all == 0 ? 0 : Math.sqrt(Math.max(0, squares / all - mean * mean));
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
