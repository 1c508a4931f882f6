package io.rowmill.e2e.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A CSV file in memory, read by a reader that shares no code with the program.
 *
 * @param rows null for an unquoted empty cell, the empty string for a quoted one
 */
public record CsvFile(List<String> header, List<List<String>> rows) {

    public static CsvFile read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<String> header = record(in);
            List<List<String>> rows = new ArrayList<>();
            for (List<String> row = record(in); row != null; row = record(in)) {
                if (row.size() != header.size()) {
                    throw new AssertionError(file + ": row " + rows.size() + " has " + row.size() + " cells");
                }
                rows.add(row);
            }
            return new CsvFile(header, rows);
        }
    }

    /** Cells of one column. */
    public List<String> column(String name) {
        int at = index(name);
        return rows.stream().map(r -> r.get(at)).toList();
    }

    /** Cells of one column that are not null. */
    public List<String> values(String name) {
        return column(name).stream().filter(Objects::nonNull).toList();
    }

    /** Values of several columns per row; null where all of them are null. */
    public List<List<String>> tuples(List<String> names) {
        int[] at = names.stream().mapToInt(this::index).toArray();
        List<List<String>> out = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> tuple = new ArrayList<>();
            for (int i : at) {
                tuple.add(row.get(i));
            }
            out.add(tuple.stream().allMatch(Objects::isNull) ? null : tuple);
        }
        return out;
    }

    private int index(String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new AssertionError("no column " + name + " in " + header);
        }
        return at;
    }

    /** One record, or null at the end of the file. */
    private static List<String> record(Reader in) throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean inside = false;
        for (; c >= 0; c = in.read()) {
            if (c == '"') {
                inside = !inside;
                if (inside && quoted) {
                    cell.append('"');
                }
                quoted = true;
            } else if (inside || (c != ',' && c != '\n')) {
                cell.append((char) c);
            } else {
                cells.add(text(cell, quoted));
                cell.setLength(0);
                quoted = false;
                if (c == '\n') {
                    return cells;
                }
            }
        }
        cells.add(text(cell, quoted));
        return cells;
    }

    private static String text(StringBuilder cell, boolean quoted) {
        return cell.isEmpty() && !quoted ? null : cell.toString();
    }
}
