package io.rowmill.models.ctgan;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import java.nio.FloatBuffer;

/** Writes encoded rows in the dense form of a {@link RowLayout}; only rows of a batch ever take that form. */
final class RowWriter {
    private final float[][] scalars;
    private final int[] scalarOffsets;
    private final int[][] codes;
    private final int[] codeOffsets;

    RowWriter(RowLayout layout, EncodedTable table) {
        int count = layout.parts().size();
        int scalarCount = layout.scalars();
        scalars = new float[scalarCount][];
        scalarOffsets = new int[scalarCount];
        codes = new int[count - scalarCount][];
        codeOffsets = new int[count - scalarCount];
        int scalar = 0;
        int code = 0;
        for (int part = 0; part < count; part++) {
            EncodedPart encoded = table.parts().get(part);
            if (encoded instanceof EncodedPart.Scalars values) {
                scalars[scalar] = values.values();
                scalarOffsets[scalar++] = layout.offset(part);
            } else if (encoded instanceof EncodedPart.Codes values) {
                codes[code] = values.codes();
                codeOffsets[code++] = layout.offset(part);
            }
        }
    }

    /** @param at position of the row's first value in {@code out}, where all values are zero so far */
    void write(int row, FloatBuffer out, int at) {
        for (int i = 0; i < scalars.length; i++) {
            out.put(at + scalarOffsets[i], scalars[i][row]);
        }
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i][row];
            if (code >= 0) {
                out.put(at + codeOffsets[i] + code, 1f);
            }
        }
    }
}
