package io.rowmill.core.transform;

import io.rowmill.core.table.EncodedColumnWriter;
import java.io.IOException;

/** The parts of a column from the second on. */
record BehindFirst(EncodedColumnWriter out) implements EncodedColumnWriter {
    @Override
    public void code(int part, int code) throws IOException {
        out.code(part + 1, code);
    }

    @Override
    public void scalar(int part, float value) throws IOException {
        out.scalar(part + 1, value);
    }

    @Override
    public void close() {
        // The column's own writer is closed by whoever opened it.
    }
}
