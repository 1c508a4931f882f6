package io.rowmill.core.table;

import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;

/** The rows of one table, in a fixed order. They can be read several times. */
public interface TableRows {
    TableMetadata metadata();

    long rowCount();

    RowCursor open() throws IOException;
}
