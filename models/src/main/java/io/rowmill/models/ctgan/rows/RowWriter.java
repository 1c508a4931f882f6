package io.rowmill.models.ctgan.rows;

import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Writes encoded rows in the dense form of a {@link RowLayout}; only rows of a batch ever take that form. */
public final class RowWriter {
    private final RowLayout layout;
    private final EncodedRows rows;
    private final int[] scalars;
    private final int[] codes;

    public RowWriter(RowLayout layout, EncodedRows rows) {
        this.layout = layout;
        this.rows = rows;
        this.scalars = parts(layout, Part.Scalar.class);
        this.codes = parts(layout, Part.OneHot.class);
    }

    private static int[] parts(RowLayout layout, Class<? extends Part> kind) {
        return IntStream.range(0, layout.parts().size())
                .filter(part -> kind.isInstance(layout.parts().get(part)))
                .toArray();
    }

    /** @param at position of the row's first value in {@code out}, where all values are zero so far */
    public void write(int row, FloatBuffer out, int at) {
        for (int part : scalars) {
            out.put(at + layout.offset(part), rows.scalar(part, row));
        }
        for (int part : codes) {
            int code = rows.code(part, row);
            if (code >= 0) {
                out.put(at + layout.offset(part) + code, 1f);
            }
        }
    }
}
