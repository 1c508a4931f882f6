package io.rowmill.core.table;

import java.io.Closeable;
import java.io.IOException;

/** Takes the parts of one encoded column row by row. Every part gets exactly one value per row, in row order. */
public interface EncodedColumnWriter extends Closeable {
    /** @param part index of a {@link Part.Scalar} in the column's layout */
    void scalar(int part, float value) throws IOException;

    /**
     * @param part index of a {@link Part.OneHot} in the column's layout
     * @param code in [-1, size)
     */
    void code(int part, int code) throws IOException;

    /** @throws IllegalStateException if a part has fewer values than the column has rows */
    @Override
    void close() throws IOException;
}
