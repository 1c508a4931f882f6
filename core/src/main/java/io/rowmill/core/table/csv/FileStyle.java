package io.rowmill.core.table.csv;

import java.util.Objects;

/**
 * How a table's file is named and written, so that synthetic rows can be written alike.
 *
 * @param suffix what follows the table's name: {@code .csv}, {@code .tsv}
 */
public record FileStyle(String suffix, CsvDialect dialect) {
    /** A comma-separated file in UTF-8. */
    public static final FileStyle PLAIN = new FileStyle(".csv", CsvDialect.PLAIN);

    public FileStyle {
        Objects.requireNonNull(suffix);
        Objects.requireNonNull(dialect);
    }
}
