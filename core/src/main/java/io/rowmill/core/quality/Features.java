package io.rowmill.core.quality;

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

    /** These features without one column. */
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
