package io.rowmill.sources;

import io.rowmill.core.table.csv.FileStyle;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * A real database.
 *
 * <p>For use by one thread. Opening it connects to nothing: each method does, anew. Whoever made it closes it, after the sessions that it
 * gave, which are closed by whoever asked for them. No argument and no result is null; a null cell is one
 * ({@link io.rowmill.core.table.RowCursor#value}).
 *
 * <p>Every method that reads fails with a {@link io.rowmill.core.failure.FailureException}: Rejected where the user has to act, Transient
 * where the database is away. An {@link IOException} is about a file of this machine. No message holds a cell or a password.
 */
public sealed interface Source extends Closeable permits CsvSource, JdbcSource {
    /** What is there, without reading a row. */
    SourceCatalogue catalogue() throws IOException;

    /** One consistent reading of all tables. */
    SourceSession read() throws IOException;

    /** What {@link PositionedCursor#position} counts: {@code line} or {@code row}. */
    String positionUnit();

    /** By table, how files of its rows are written; complete when all rows have been read. Empty where there are no files. */
    default Map<String, FileStyle> fileStyles() throws IOException {
        return Map.of();
    }

    @Override
    void close() throws IOException;
}
