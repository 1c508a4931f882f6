package io.rowmill.core.table.csv;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes what {@link CsvTable} reads: UTF-8, {@code \n} after every record, quotes only where they are needed, nothing for
 * null and {@code ""} for the empty string.
 */
public final class CsvTableWriter implements Closeable {
    private final Writer out;
    private final int columns;

    /** Writes the header. Closing the writer closes {@code out}. */
    public CsvTableWriter(OutputStream out, List<String> header) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.columns = header.size();
        write(header);
    }

    /** @param cells one per column, in the header's order; null for a null */
    public void write(List<String> cells) throws IOException {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns + " columns");
        }
        for (int i = 0; i < columns; i++) {
            if (i > 0) {
                out.write(',');
            }
            writeCell(cells.get(i));
        }
        out.write('\n');
    }

    private void writeCell(String cell) throws IOException {
        if (cell == null) {
            return;
        }
        if (!needsQuotes(cell)) {
            out.write(cell);
            return;
        }
        out.write('"');
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '"') {
                out.write('"');
            }
            out.write(c);
        }
        out.write('"');
    }

    private static boolean needsQuotes(String cell) {
        if (cell.isEmpty()) {
            return true;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\uFEFF') {
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
