package io.rowmill.sources;

import io.rowmill.core.table.RowCursor;

/** Rows that can be pointed at. */
public interface PositionedCursor extends RowCursor {
    /** Where the current row is, from 1: its first line in a file, its number in a database's answer. */
    long position();
}
