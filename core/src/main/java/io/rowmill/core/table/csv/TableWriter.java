package io.rowmill.core.table.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table's rows to a file. */
public interface TableWriter extends Closeable {
    /** @param cells one per column, in the header's order; null for a null */
    void write(List<@Nullable String> cells) throws IOException;
}
