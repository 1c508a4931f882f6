package io.rowmill.core.transform;

/** An encoded column as one plain value per row, for trees and statistics. */
public sealed interface Feature {
    int rows();

    /** @param values in the column's own unit (epoch days, epoch microseconds for times); NaN is null */
    record Numeric(double[] values) implements Feature {
        @Override
        public int rows() {
            return values.length;
        }
    }

    /** @param codes in [-1, size); -1 is absent */
    record Codes(int[] codes, int size) implements Feature {
        @Override
        public int rows() {
            return codes.length;
        }
    }
}
