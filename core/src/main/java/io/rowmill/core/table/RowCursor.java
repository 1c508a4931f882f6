package io.rowmill.core.table;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Iterates once over the rows of one table. Cells are canonical text; {@code null} is a null, {@code ""} an empty string. */
public interface RowCursor extends Closeable {
    /** @return false at the end */
    boolean advance() throws IOException;

    /** @param column index in the table's metadata */
    @Nullable
    String value(int column);
}
