package io.rowmill.sources;

import io.rowmill.core.metadata.TableMetadata;
import java.io.Closeable;
import java.io.IOException;

/** All tables as they were at one moment. One cursor is open at a time. */
public interface SourceSession extends Closeable {
    /** @param table its columns are read, in its order; rows come in the order of its primary key where the source can sort */
    PositionedCursor open(TableMetadata table) throws IOException;

    /** Whether a table's rows come in the same order however often it is opened. */
    boolean keepsOrder(TableMetadata table);
}
