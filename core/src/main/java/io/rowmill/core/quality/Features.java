package io.rowmill.core.quality;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows as numbers, for classifiers and distances.
 *
 * @param values by row and column: numbers as they are, times in seconds, categories as codes from 0; NaN for null
 * @param categorical per column: the number is a code
 */
public record Features(double[][] values, boolean[] categorical) {
    public int rows() {
        return values.length;
    }

    public int columns() {
        return categorical.length;
    }

    Features gather(int[] rows) {
        return new Features(IntStream.of(rows).mapToObj(r -> values[r]).toArray(double[][]::new), categorical);
    }

    /** These rows, followed by the other's. */
    Features append(Features other) {
        double[][] all = new double[rows() + other.rows()][];
        System.arraycopy(values, 0, all, 0, rows());
        System.arraycopy(other.values, 0, all, rows(), other.rows());
        return new Features(all, categorical);
    }

    /** The other's columns after these, row by row. */
    Features beside(Features other) {
        double[][] wide = new double[rows()][];
        for (int row = 0; row < wide.length; row++) {
            wide[row] = Arrays.copyOf(values[row], columns() + other.columns());
            System.arraycopy(other.values[row], 0, wide[row], columns(), other.columns());
        }
        boolean[] all = Arrays.copyOf(categorical, columns() + other.columns());
        System.arraycopy(other.categorical, 0, all, columns(), other.columns());
        return new Features(wide, all);
    }

    /** Without one column. */
    Features without(int column) {
        int[] kept = IntStream.range(0, columns()).filter(c -> c != column).toArray();
        double[][] rest = new double[rows()][kept.length];
        boolean[] restCategorical = new boolean[kept.length];
        for (int k = 0; k < kept.length; k++) {
            restCategorical[k] = categorical[kept[k]];
            for (int row = 0; row < rows(); row++) {
                rest[row][k] = values[row][kept[k]];
            }
        }
        return new Features(rest, restCategorical);
    }
}
