package io.rowmill.core.transform;

/** An encoded column as one plain value per row, for trees and statistics. */
public sealed interface Feature {
    int rows();

    /**
     * The value as a number.
     *
     * @param row negative: no row, whose value is absent
     * @return the number (NaN: null), or the code of a category as a number
     */
    double number(int row);

    /**
     * The value as a category.
     *
     * @param row negative: no row, whose value is absent
     * @return the code (-1: absent); of numbers -1
     */
    int code(int row);

    /** @param values in the column's own unit (epoch days, epoch microseconds for times); NaN is null */
    record Numeric(double[] values) implements Feature {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public double number(int row) {
            return row < 0 ? Double.NaN : values[row];
        }

        @Override
        public int code(int row) {
            return -1;
        }
    }

    /** @param codes in [-1, size); -1 is absent */
    record Codes(int[] codes, int size) implements Feature {
        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public double number(int row) {
            return code(row);
        }

        @Override
        public int code(int row) {
            return row < 0 ? -1 : codes[row];
        }
    }
}
