package io.rowmill.core.table;

import java.util.Objects;

/** The values of one {@link Part} for all rows. */
public sealed interface EncodedPart {
    Part layout();

    int rows();

    /** @param rows indices into this part; -1 gives the absent value (0 or code -1) */
    EncodedPart gather(int[] rows);

    /** @param values one per row, in [-1, 1] */
    record Scalars(float[] values) implements EncodedPart {
        @Override
        public Part layout() {
            return new Part.Scalar();
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Scalars gather(int[] rows) {
            float[] out = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                out[i] = rows[i] < 0 ? 0f : values[rows[i]];
            }
            return new Scalars(out);
        }
    }

    /** @param codes one per row, in [-1, layout.size) */
    record Codes(Part.OneHot layout, int[] codes) implements EncodedPart {
        public Codes {
            Objects.requireNonNull(layout);
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public Codes gather(int[] rows) {
            int[] out = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                out[i] = rows[i] < 0 ? -1 : codes[rows[i]];
            }
            return new Codes(layout, out);
        }
    }
}
