package io.rowmill.sources;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.FileStyle;
import java.io.IOException;
import java.util.List;

/** A table that lies in a file: rows of text cells, and a name for each column. */
interface TableFile {
    String table();

    /** The file's name, for messages. */
    String file();

    /**
     * Names of the columns, in the file's order.
     *
     * @throws io.rowmill.core.failure.FailureException (Rejected) if the file can't be a table
     */
    List<String> columns() throws IOException;

    /** @param table its columns are read, in its order */
    PositionedCursor open(TableMetadata table) throws IOException;

    /** What was found out about the file, in a few words. */
    String describe();

    /** How synthetic rows are to be written; complete when all rows have been read. */
    FileStyle style();
}
