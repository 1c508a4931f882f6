package io.rowmill.core.standin;

import java.util.Arrays;

/** Makes noised counts of pairs a distribution that has the shares of both columns. */
final class PairFit {
    private static final int ROUNDS = 30;

    private PairFit() {}

    /**
     * Takes the noise's surplus off all cells alike, so that none is below 0, then fits both sides in turn (iterative proportional
     * fitting).
     */
    static double[][] fit(double[][] noised, double[] rows, double[] columns) {
        double[] flat = Arrays.stream(noised).flatMapToDouble(Arrays::stream).toArray();
        double total = Math.max(1, Arrays.stream(flat).sum());
        double less = surplus(flat, total);
        // A cell that noise has hidden may still be filled where its column has nothing else.
        double floor = 1e-6;
        double[][] out = Arrays.stream(noised)
                .map(row -> Arrays.stream(row)
                        .map(c -> Math.max(0, c - less) / total + floor)
                        .toArray())
                .toArray(double[][]::new);
        for (int round = 0; round < ROUNDS; round++) {
            out = scaled(out, rows);
            out = turned(scaled(turned(out), columns));
        }
        return out;
    }

    /** @return what to take off each count so that those above 0 add up to the total */
    private static double surplus(double[] counts, double total) {
        double low = 0;
        double high = Arrays.stream(counts).max().orElse(0);
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double sum = Arrays.stream(counts).map(c -> Math.max(0, c - middle)).sum();
            if (sum > total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[][] scaled(double[][] cells, double[] rows) {
        double[][] out = new double[cells.length][];
        for (int r = 0; r < cells.length; r++) {
            double sum = Arrays.stream(cells[r]).sum();
            double factor = sum > 0 ? rows[r] / sum : 0;
            out[r] = Arrays.stream(cells[r]).map(c -> c * factor).toArray();
        }
        return out;
    }

    static double[][] turned(double[][] cells) {
        double[][] out = new double[cells[0].length][cells.length];
        for (int r = 0; r < cells.length; r++) {
            for (int c = 0; c < cells[r].length; c++) {
                out[c][r] = cells[r][c];
            }
        }
        return out;
    }
}
