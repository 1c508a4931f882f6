package io.rowmill.core.table.csv;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.text.NearestName;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** A CSV file (or a gzipped one, by its name's end) as a table. Columns are matched by the header's names, not by their order. */
public final class CsvTable implements TableRows {
    /** Code of a failure about the text of a file, whatever its metadata. */
    public static final String INVALID = "invalid-csv";

    private final String file;
    private final ByteSource source;
    private final TableMetadata metadata;
    private final CsvDialect dialect;
    private long rowCount = -1;

    /** A table in the {@linkplain CsvDialect#PLAIN plain dialect}. */
    public CsvTable(String file, ByteSource source, TableMetadata metadata) {
        this(file, source, metadata, CsvDialect.PLAIN);
    }

    /**
     * @param file the file's name, for messages; {@code .gz} at its end: {@code source} is gzipped
     * @param source the file's bytes
     * @param metadata the columns to read
     */
    public CsvTable(String file, ByteSource source, TableMetadata metadata, CsvDialect dialect) {
        this.file = Objects.requireNonNull(file);
        this.source = unzipped(file, source);
        this.metadata = Objects.requireNonNull(metadata);
        this.dialect = Objects.requireNonNull(dialect);
    }

    public static CsvTable of(Path path, TableMetadata metadata) {
        return of(path, metadata, CsvDialect.PLAIN);
    }

    public static CsvTable of(Path path, TableMetadata metadata, CsvDialect dialect) {
        return new CsvTable(path.getFileName().toString(), () -> Files.newInputStream(path), metadata, dialect);
    }

    /** The bytes themselves, or what they hold, if the file's name ends in {@code .gz}. */
    public static ByteSource unzipped(String file, ByteSource source) {
        return file.endsWith(".gz")
                ? () -> new GZIPInputStream(new BufferedInputStream(source.open(), 1 << 16), 1 << 16)
                : source;
    }

    /**
     * Reads the header alone. Columns of a file without one are named {@code column_1}, {@code column_2} and so on.
     *
     * @throws FailureException (Rejected) if there is none or a name appears twice
     */
    public static List<String> header(String file, ByteSource source, CsvDialect dialect) throws IOException {
        try (CsvRecords records = new CsvRecords(file, unzipped(file, source), dialect)) {
            return dialect.header() ? header(records, file) : numbered(records, file);
        }
    }

    private static List<String> numbered(CsvRecords records, String file) throws IOException {
        records.nulls().start();
        if (!records.advance()) {
            throw FailureException.rejected(
                    INVALID, "File " + file + " is empty: without a header, its first line must be a row.");
        }
        return IntStream.rangeClosed(1, records.size())
                .mapToObj(i -> "column_" + i)
                .toList();
    }

    private static List<String> header(CsvRecords records, String file) throws IOException {
        if (!records.advance() || records.isEmptyLine()) {
            throw FailureException.rejected(
                    INVALID, "File " + file + " has no header: its first line must name the columns.");
        }
        List<String> names =
                records.toList().stream().map(n -> n == null ? "" : n).toList();
        Set<String> seen = new HashSet<>();
        List<String> repeated = names.stream()
                .filter(n -> !seen.add(n) && !n.isEmpty())
                .distinct()
                .toList();
        if (!repeated.isEmpty()) {
            throw records.rejected("the header names " + String.join(", ", repeated)
                    + " more than once; give each column a name of its own");
        }
        if (seen.contains("")) {
            throw records.rejected("column " + (names.indexOf("") + 1) + " of the header has no name; give it one");
        }
        records.nulls().start();
        return names;
    }

    /** One sentence for each column that only the metadata or only the header names. */
    public static List<String> compareColumns(String file, List<String> header, TableMetadata table) {
        List<String> errors = new ArrayList<>();
        List<String> declared =
                table.columns().stream().map(ColumnMetadata::name).toList();
        Set<String> inHeader = new HashSet<>(header);
        for (String column : declared) {
            if (!inHeader.contains(column)) {
                errors.add("Table " + table.name() + ": the metadata names column " + column + ", the header of " + file
                        + " does not" + NearestName.hint(column, header) + ".");
            }
        }
        Set<String> inMetadata = new HashSet<>(declared);
        for (String column : header) {
            if (!inMetadata.contains(column)) {
                errors.add("Table " + table.name() + ": the header of " + file + " names column " + column
                        + ", the metadata does not" + NearestName.hint(column, declared) + ".");
            }
        }
        return errors;
    }

    @Override
    public TableMetadata metadata() {
        return metadata;
    }

    /** Counted by a pass over the file, once. */
    @Override
    public synchronized long rowCount() {
        if (rowCount < 0) {
            try (CsvCursor cursor = open()) {
                long rows = 0;
                while (cursor.advance()) {
                    rows++;
                }
                rowCount = rows;
            } catch (IOException e) {
                throw FailureException.unavailable("source-unreadable", "File " + file + " cannot be read.", e);
            }
        }
        return rowCount;
    }

    /** @throws FailureException (Rejected) naming every column that is missing on either side */
    @Override
    public CsvCursor open() throws IOException {
        CsvRecords records = new CsvRecords(file, source, dialect);
        try {
            List<String> header = dialect.header() ? header(records, file) : numbered(records, file);
            List<String> errors = compareColumns(file, header, metadata);
            if (!errors.isEmpty()) {
                throw FailureException.rejected("invalid-source", errors);
            }
            int[] fieldOfColumn = metadata.columns().stream()
                    .mapToInt(c -> header.indexOf(c.name()))
                    .toArray();
            return new CsvCursor(records, fieldOfColumn, dialect.delimiter(), !dialect.header());
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }
}
