package io.rowmill.sources;

import java.io.Closeable;
import java.io.IOException;

/** A real database. Every method that reads it fails with Rejected where the user has to act, with Transient where it is away. */
public sealed interface Source extends Closeable permits CsvSource, JdbcSource {
    /** What is there, without reading a row. */
    SourceCatalogue catalogue() throws IOException;

    /** One consistent reading of all tables. */
    SourceSession read() throws IOException;

    /** What {@link PositionedCursor#position} counts: {@code line} or {@code row}. */
    String positionUnit();

    @Override
    void close() throws IOException;
}
