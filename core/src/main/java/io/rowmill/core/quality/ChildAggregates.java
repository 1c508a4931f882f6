package io.rowmill.core.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the children of one parent add up to, as features of the parent. Blank cells don't count; without any, figures are NaN. */
final class ChildAggregates {
    private static final List<String> OF_NUMBERS = List.of("mean", "min", "max", "sum");
    private static final List<String> OF_CATEGORIES = List.of("distinct", "mode");

    private ChildAggregates() {}

    /** @param table the children's, which begins each name */
    static List<String> names(String table, List<String> columns, boolean[] categorical) {
        List<String> names = new ArrayList<>();
        names.add("count(" + table + ")");
        for (int c = 0; c < categorical.length; c++) {
            for (String figure : categorical[c] ? OF_CATEGORIES : OF_NUMBERS) {
                names.add(figure + "(" + table + "." + columns.get(c) + ")");
            }
        }
        return names;
    }

    /** @param families rows of {@code children}, one array per parent */
    static Features of(Features children, int[][] families) {
        boolean[] isCategory = children.categorical();
        List<Boolean> categorical = new ArrayList<>(List.of(false));
        for (boolean category : isCategory) {
            categorical.addAll(category ? List.of(false, true) : List.of(false, false, false, false));
        }
        boolean[] flags = new boolean[categorical.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = categorical.get(i);
        }
        double[][] values = Arrays.stream(families)
                .map(family -> row(children, family, flags.length))
                .toArray(double[][]::new);
        return new Features(values, flags);
    }

    private static double[] row(Features children, int[] family, int width) {
        double[] row = new double[width];
        row[0] = family.length;
        int at = 1;
        for (int c = 0; c < children.columns(); c++) {
            int column = c;
            double[] cells = Arrays.stream(family)
                    .mapToDouble(child -> children.values()[child][column])
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            double[] figures = children.categorical()[c] ? ofCategories(cells) : ofNumbers(cells);
            System.arraycopy(figures, 0, row, at, figures.length);
            at += figures.length;
        }
        return row;
    }

    private static double[] ofNumbers(double[] cells) {
        if (cells.length == 0) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        }
        double sum = Arrays.stream(cells).sum();
        return new double[] {
            sum / cells.length,
            Arrays.stream(cells).min().orElseThrow(),
            Arrays.stream(cells).max().orElseThrow(),
            sum
        };
    }

    /** Of equally frequent categories the one with the smallest code. */
    private static double[] ofCategories(double[] cells) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double cell : cells) {
            counts.merge(cell, 1, Integer::sum);
        }
        double mode = Double.NaN;
        int most = 0;
        for (Map.Entry<Double, Integer> category : counts.entrySet()) {
            int count = category.getValue();
            if (count > most || (count == most && category.getKey() < mode)) {
                mode = category.getKey();
                most = count;
            }
        }
        return new double[] {counts.size(), mode};
    }
}
