package io.rowmill.core.table.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link CsvTable} reads in the same dialect: quotes where the dialect has them, the dialect's text for null and
 * {@code ""} for the empty string. A character that the encoding lacks becomes a question mark.
 */
public final class CsvTableWriter implements TableWriter {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Writer out;
    private final int columns;
    private final CsvDialect dialect;
    private final char delimiter;
    private final char quote;
    private final Set<String> nulls;

    /** Writes the plain dialect. */
    public CsvTableWriter(OutputStream out, List<String> header) throws IOException {
        this(out, header, CsvDialect.PLAIN);
    }

    /** Writes the header, if the dialect has one. Closing the writer closes {@code out}. */
    public CsvTableWriter(OutputStream out, List<String> header, CsvDialect dialect) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, dialect.charset()), 1 << 16);
        this.columns = header.size();
        this.dialect = dialect;
        this.delimiter = dialect.delimiter();
        this.quote = Objects.requireNonNullElse(dialect.quote(), '"');
        this.nulls = new HashSet<>(dialect.nulls());
        if (dialect.byteOrderMark()) {
            this.out.write(BYTE_ORDER_MARK);
        }
        if (dialect.header()) {
            write(List.copyOf(header));
        }
    }

    @Override
    public void write(List<@Nullable String> cells) throws IOException {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns + " columns");
        }
        for (int i = 0; i < columns; i++) {
            if (i > 0) {
                out.write(delimiter);
            }
            writeCell(cells.get(i), i == 0);
        }
        out.write(dialect.lineEnd());
    }

    private void writeCell(@Nullable String cell, boolean first) throws IOException {
        if (cell == null) {
            out.write(dialect.nullText());
        } else if (dialect.quote() == null) {
            writeUnquoted(cell);
        } else if (quotes(cell, first)) {
            writeQuoted(cell);
        } else {
            out.write(cell);
        }
    }

    private boolean quotes(String cell, boolean first) {
        return switch (dialect.quotes()) {
            case ALL -> true;
            case TEXTS -> !SampleTally.isNumber(cell) || needsQuotes(cell, first);
            case NEEDED -> needsQuotes(cell, first);
        };
    }

    private void writeQuoted(String cell) throws IOException {
        out.write(quote);
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == quote) {
                out.write(quote);
            }
            out.write(c);
        }
        out.write(quote);
    }

    /** Without quotes, a delimiter or a line end would begin a new cell; a source without quotes has no such cell. */
    private void writeUnquoted(String cell) throws IOException {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            out.write(c == delimiter || c == '\n' || c == '\r' ? ' ' : c);
        }
    }

    private boolean needsQuotes(String cell, boolean first) {
        if (cell.isEmpty() || nulls.contains(cell)) {
            return true;
        }
        Character comment = dialect.comment();
        if (first && comment != null && cell.charAt(0) == comment) {
            return true;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == delimiter || c == quote || c == '\n' || c == '\r' || c == BYTE_ORDER_MARK) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
