package io.rowmill.core.table.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a table's file is named and written, so that synthetic rows can be written alike.
 *
 * @param suffix what follows the table's name: {@code .csv}, {@code .tsv}
 * @param dialect of delimited text
 * @param json of JSON Lines; null: the file is delimited text
 */
public record FileStyle(String suffix, CsvDialect dialect, @Nullable JsonStyle json) {
    /** A comma-separated file in UTF-8. */
    public static final FileStyle PLAIN = new FileStyle(".csv", CsvDialect.PLAIN);

    public FileStyle {
        Objects.requireNonNull(suffix);
        Objects.requireNonNull(dialect);
    }

    /** Delimited text. */
    public FileStyle(String suffix, CsvDialect dialect) {
        this(suffix, dialect, null);
    }

    /** JSON Lines. */
    public FileStyle(String suffix, JsonStyle json) {
        this(suffix, CsvDialect.PLAIN, json);
    }

    /** Begins a file. Closing the writer closes {@code out}. */
    public TableWriter writer(OutputStream out, List<String> header) throws IOException {
        return json == null ? new CsvTableWriter(out, header, dialect) : new JsonTableWriter(out, header, json);
    }
}
