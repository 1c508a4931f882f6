package io.rowmill.sources;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.FileStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellAddress;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** A sheet of a workbook. Its first row that isn't blank names the columns; blank rows are skipped. */
final class XlsxFile implements TableFile {
    private final String file;
    private final String table;
    private final int sheet;
    private final ByteSource source;

    private XlsxFile(String file, String table, int sheet, ByteSource source) {
        this.file = file;
        this.table = table;
        this.sheet = sheet;
        this.source = source;
    }

    /**
     * The sheets with cells.
     *
     * @param table name of the table, if the workbook has one visible sheet; several are tables with their own names
     * @param warnings gets a sentence for each sheet that is left out
     * @throws FailureException (Rejected) if the file is no workbook
     */
    static List<TableFile> sheets(String file, String table, ByteSource source, List<String> warnings)
            throws IOException {
        try (Workbook workbook = Workbook.open(file, source)) {
            List<Sheet> shown = new ArrayList<>();
            for (Sheet sheet : workbook.sheets()) {
                if (sheet.getVisibility() == SheetVisibility.VISIBLE
                        && workbook.rows(sheet).hasNext()) {
                    shown.add(sheet);
                } else {
                    warnings.add("File " + file + ": sheet " + sheet.getName() + " is skipped: it is hidden or empty.");
                }
            }
            return shown.stream()
                    .<TableFile>map(
                            s -> new XlsxFile(file, shown.size() == 1 ? table : s.getName(), s.getIndex(), source))
                    .toList();
        }
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<String> columns() throws IOException {
        try (Workbook workbook = Workbook.open(file, source)) {
            return Arrays.stream(header(workbook.rows(workbook.sheets().get(sheet))))
                    .filter(n -> n != null)
                    .toList();
        }
    }

    /** @return a name by the position of its cell; null for a blank one */
    private @Nullable String[] header(Iterator<Row> rows) {
        while (rows.hasNext()) {
            Row row = rows.next();
            @Nullable String[] names = new String[row.getCellCount()];
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < names.length; i++) {
                names[i] = text(row, i);
                if (names[i] != null && !seen.add(names[i])) {
                    throw rejected(row.getRowNum(), "the header has one name for two columns; give each its own", null);
                }
            }
            if (!seen.isEmpty()) {
                return names;
            }
        }
        throw FailureException.rejected(
                CsvTable.INVALID,
                "File " + file + ", table " + table + " has no header: its first row must name the columns.");
    }

    private static @Nullable String text(Row row, int column) {
        return row.getOptionalCell(column).map(XlsxCells::text).orElse(null);
    }

    @Override
    public PositionedCursor open(TableMetadata metadata) throws IOException {
        Workbook workbook = Workbook.open(file, source);
        try {
            Iterator<Row> rows = workbook.rows(workbook.sheets().get(sheet));
            @Nullable String[] header = header(rows);
            List<@Nullable String> names = Arrays.asList(header);
            List<String> errors = CsvTable.compareColumns(
                    file, names.stream().filter(n -> n != null).toList(), metadata);
            if (!errors.isEmpty()) {
                throw FailureException.rejected("invalid-source", errors);
            }
            int[] fields = metadata.columns().stream()
                    .mapToInt(c -> names.indexOf(c.name()))
                    .toArray();
            return new Rows(workbook, rows, header, fields);
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw e;
        }
    }

    @Override
    public String describe() {
        return "Excel, table " + table;
    }

    @Override
    public FileStyle style() {
        return FileStyle.PLAIN;
    }

    private FailureException rejected(long row, String what, @Nullable Exception cause) {
        return new FailureException(
                new Failure.Rejected(
                        CsvTable.INVALID,
                        List.of("File " + file + ", table " + table + ", row " + row + ": " + what + ".")),
                cause);
    }

    /** An open workbook in a file of its own: it is read at many places at once. */
    private record Workbook(LocalCopy copy, ReadableWorkbook workbook) implements AutoCloseable {
        static Workbook open(String file, ByteSource source) throws IOException {
            LocalCopy copy = LocalCopy.of(source, ".xlsx");
            try {
                ReadableWorkbook workbook = new ReadableWorkbook(copy.path().toFile(), new ReadingOptions(true, false));
                copy.forget();
                return new Workbook(copy, workbook);
            } catch (IOException | RuntimeException e) {
                copy.close();
                throw new FailureException(
                        new Failure.Rejected(
                                CsvTable.INVALID,
                                List.of("File " + file
                                        + " is no Excel workbook, or has a password; save it as .xlsx without one.")),
                        e);
            }
        }

        List<Sheet> sheets() {
            return workbook.getSheets().toList();
        }

        Iterator<Row> rows(Sheet sheet) throws IOException {
            return sheet.openStream().iterator();
        }

        @Override
        public void close() throws IOException {
            workbook.close();
            copy.close();
        }
    }

    private final class Rows implements PositionedCursor {
        private final Workbook workbook;
        private final Iterator<Row> rows;
        private final @Nullable String[] header;
        private final int[] fields;
        private final @Nullable String[] cells;
        private long number;

        Rows(Workbook workbook, Iterator<Row> rows, @Nullable String[] header, int[] fields) {
            this.workbook = workbook;
            this.rows = rows;
            this.header = header;
            this.fields = fields;
            this.cells = new String[header.length];
        }

        @Override
        public boolean advance() throws IOException {
            try {
                while (rows.hasNext()) {
                    if (take(rows.next())) {
                        return true;
                    }
                }
                return false;
            } catch (ExcelReaderException | UncheckedIOException e) {
                throw rejected(number + 1, "the row can't be read; save the workbook anew", e);
            }
        }

        /** @return false if the row is blank */
        private boolean take(Row row) {
            number = row.getRowNum();
            Arrays.fill(cells, null);
            boolean any = false;
            for (Cell cell : row) {
                String value = cell == null ? null : XlsxCells.text(cell);
                if (value == null) {
                    continue;
                }
                int column = cell.getColumnIndex();
                if (column >= header.length || header[column] == null) {
                    throw rejected(
                            number,
                            "there is a value in column "
                                    + new CellAddress(0, column).toString().replaceAll("\\d", "")
                                    + ", which has no name in the header; name the column, or empty it",
                            null);
                }
                cells[column] = value;
                any = true;
            }
            return any;
        }

        @Override
        public long position() {
            return number;
        }

        @Override
        public @Nullable String value(int column) {
            return cells[fields[column]];
        }

        @Override
        public void close() throws IOException {
            workbook.close();
        }
    }
}
