package io.rowmill.core.table;

import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;

/** The rows of one table, readable as often as needed, in a fixed order. */
public interface TableRows {
    TableMetadata metadata();

    long rowCount();

    RowCursor open() throws IOException;
}
