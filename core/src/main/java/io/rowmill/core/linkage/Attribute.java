package io.rowmill.core.linkage;

import io.rowmill.core.transform.Feature;

/** The values of one content column as linkage reads them: numbers, or codes of categories. */
public sealed interface Attribute {
    static Attribute of(Feature feature) {
        if (feature instanceof Feature.Codes codes) {
            return new Categories(codes.codes(), codes.size());
        }
        return new Numbers(((Feature.Numeric) feature).values());
    }

    int rows();

    /** @return the number (NaN: null), or the code of a category as a number */
    double number(int row);

    /** @return the code (-1: absent); of numbers -1 */
    int code(int row);

    /** @param values NaN stands for null */
    record Numbers(double[] values) implements Attribute {
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

    /**
     * @param codes in [-1, size)
     * @param size number of categories
     */
    record Categories(int[] codes, int size) implements Attribute {
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
