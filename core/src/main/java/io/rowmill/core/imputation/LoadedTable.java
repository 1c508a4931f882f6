package io.rowmill.core.imputation;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvCursor;
import io.rowmill.core.table.csv.CsvDialect;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.core.table.csv.CsvSniffer;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.CsvTableWriter;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A table whole in memory.
 *
 * @param header columns in the order of the file
 * @param dialect of the file
 * @param rows cells by column of the metadata; null: missing
 */
record LoadedTable(TableMetadata table, List<String> header, CsvDialect dialect, List<String[]> rows) {
    private static final int MAX_LINES_NAMED = 5;

    /**
     * Reads and checks a file.
     *
     * @param options what is said about it
     * @param errors gets a sentence for everything that is wrong with it
     */
    static LoadedTable read(
            TableFile file, CsvOptions options, TableTransform transform, TableRules rules, List<String> errors)
            throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String> header = List.of();
        CsvDialect dialect = CsvDialect.PLAIN;
        Map<String, List<Long>> wrong = new LinkedHashMap<>();
        Map<String, ValueFormat> formats = new HashMap<>();
        transform.contentColumns().forEach(c -> formats.put(c, rules.format(c, transform)));
        rules.derivations()
                .forEach(d -> d.columns().forEach(column -> formats.put(column, rules.format(column, transform))));
        rules.totals().forEach(t -> formats.put(t.column(), t.format()));
        String name = file.source().getFileName().toString();
        try {
            ByteSource source = () -> Files.newInputStream(file.source());
            dialect = CsvSniffer.sniff(name, source, options).dialect();
            header = CsvTable.header(name, source, dialect);
            try (CsvCursor cursor =
                    CsvTable.of(file.source(), file.table(), dialect).open()) {
                while (cursor.advance()) {
                    rows.add(row(cursor, file.table(), formats, wrong));
                }
            }
        } catch (FailureException e) {
            errors.addAll(e.failure().messages());
        }
        wrong.forEach((column, lines) -> errors.add("Table " + file.table().name() + ", column " + column + ": "
                + lines.size() + (lines.size() == 1 ? " cell is" : " cells are")
                + " not written as in the source (first in line "
                + String.join(
                        ", ",
                        lines.stream()
                                .limit(MAX_LINES_NAMED)
                                .map(String::valueOf)
                                .toList())
                + ")."));
        return new LoadedTable(file.table(), header, dialect, rows);
    }

    private static String[] row(
            CsvCursor cursor, TableMetadata table, Map<String, ValueFormat> formats, Map<String, List<Long>> wrong) {
        String[] row = new String[table.columns().size()];
        for (int c = 0; c < row.length; c++) {
            row[c] = cursor.value(c);
            String column = table.columns().get(c).name();
            ValueFormat format = formats.get(column);
            if (row[c] != null && format != null && !isOf(format, row[c])) {
                wrong.computeIfAbsent(column, k -> new ArrayList<>()).add(cursor.line());
            }
        }
        return row;
    }

    private static boolean isOf(ValueFormat format, String cell) {
        try {
            return format.parse(cell) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Missing cells of some columns. */
    long missing(List<String> columns) {
        int[] indices =
                columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
        long missing = 0;
        for (String[] row : rows) {
            for (int index : indices) {
                missing += row[index] == null ? 1 : 0;
            }
        }
        return missing;
    }

    void write(Path target) throws IOException {
        if (target.toAbsolutePath().getParent() != null) {
            Files.createDirectories(target.toAbsolutePath().getParent());
        }
        int[] indices =
                header.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
        OutputStream out = Files.newOutputStream(target);
        try (CsvTableWriter writer = new CsvTableWriter(
                target.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out, header, dialect)) {
            for (String[] row : rows) {
                List<String> cells = new ArrayList<>(indices.length);
                for (int index : indices) {
                    cells.add(row[index]);
                }
                writer.write(cells);
            }
        }
    }
}
