package io.rowmill.sources;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.core.table.csv.CsvSniffer;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.sources.SourceCatalogue.SourceColumn;
import io.rowmill.sources.SourceCatalogue.SourceTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of rows lying side by side, named after their tables, with their {@code metadata.json} where there is one.
 */
public final class CsvSource implements Source {
    private static final String METADATA = "metadata.json";
    private static final int LONGEST_METADATA = 64 << 20;

    private final SourceFiles files;
    private final CsvOptions options;
    /** Null: not looked at yet. */
    private @Nullable Contents contents;

    /** Every dialect is detected. */
    public CsvSource(SourceFiles files) {
        this(files, CsvOptions.NONE);
    }

    /** @param options what is said about all files of text */
    public CsvSource(SourceFiles files, CsvOptions options) {
        this.files = files;
        this.options = options;
    }

    /**
     * What lies there.
     *
     * @param tables by name
     * @param unreadable a sentence by table
     * @param files names of those that hold a table, or should
     */
    private record Contents(
            Map<String, TableFile> tables,
            Map<String, String> unreadable,
            List<String> files,
            List<String> warnings,
            boolean holdsMetadata) {}

    /** As they were when somebody looked last. */
    private Contents contents() throws IOException {
        return contents == null ? look() : contents;
    }

    private Contents look() throws IOException {
        Contents found =
                new Contents(new LinkedHashMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>(), false);
        boolean holdsMetadata = false;
        for (String file : files.list()) {
            Optional<TableFileName> name = TableFileName.of(file);
            if (file.equals(METADATA)) {
                holdsMetadata = true;
            } else if (name.isEmpty()) {
                found.warnings().add("File " + file + " is skipped: it is not a table (" + TableFileName.KINDS + ").");
            } else {
                look(file, name.get(), found);
            }
        }
        Contents all = new Contents(found.tables(), found.unreadable(), found.files(), found.warnings(), holdsMetadata);
        contents = all;
        return all;
    }

    private void look(String file, TableFileName name, Contents found) throws IOException {
        try {
            ByteSource source = () -> files.open(file);
            if (name.isJson()) {
                found.files().add(file);
                add(new JsonLinesFile(file, name, source), found);
                return;
            }
            if (name.isParquet()) {
                found.files().add(file);
                add(new ParquetFile(file, name.table(), source), found);
                return;
            }
            if (name.isWorkbook()) {
                found.files().add(file);
                XlsxFile.sheets(file, name.table(), source, found.warnings()).forEach(sheet -> add(sheet, found));
                return;
            }
            CsvSniffer.Sniffed sniffed = CsvSniffer.sniff(file, source, options);
            if (name.isVague() && !sniffed.table()) {
                found.warnings()
                        .add("File " + file
                                + " is skipped: its lines are not the rows of a table. If they are, name it "
                                + name.table() + ".csv.");
                return;
            }
            found.files().add(file);
            add(new TextFile(file, name, source, sniffed), found);
        } catch (FailureException e) {
            found.files().add(file);
            found.unreadable().put(name.table(), sentence(e));
        }
    }

    private static void add(TableFile file, Contents found) {
        TableFile other = found.tables().putIfAbsent(file.table(), file);
        if (other != null) {
            found.unreadable()
                    .put(
                            file.table(),
                            "Files " + other.file() + " and " + file.file() + " both hold table " + file.table()
                                    + "; leave one.");
        }
    }

    private static String sentence(FailureException e) {
        if (!(e.failure() instanceof Failure.Rejected rejected)) {
            throw e;
        }
        return String.join(" ", rejected.messages());
    }

    @Override
    public SourceCatalogue catalogue() throws IOException {
        Contents found = look();
        if (found.tables().isEmpty() && found.unreadable().isEmpty()) {
            throw FailureException.rejected(
                    "invalid-source",
                    "The source holds no table: put one file per table directly into it (" + TableFileName.KINDS
                            + ").");
        }
        Map<String, String> unreadable = new TreeMap<>(found.unreadable());
        List<SourceTable> tables = new ArrayList<>();
        for (TableFile file : found.tables().values()) {
            try {
                List<SourceColumn> columns = file.columns().stream()
                        .map(name -> new SourceColumn(name, Optional.empty()))
                        .toList();
                tables.add(new SourceTable(file.table(), columns, List.of()));
            } catch (FailureException e) {
                unreadable.putIfAbsent(file.table(), sentence(e));
            }
        }
        Optional<String> metadata = found.holdsMetadata() ? Optional.of(readMetadata()) : Optional.empty();
        return new SourceCatalogue(tables, metadata, List.of(), found.warnings(), unreadable);
    }

    private String readMetadata() throws IOException {
        try (InputStream in = files.open(METADATA)) {
            byte[] bytes = in.readNBytes(LONGEST_METADATA + 1);
            if (bytes.length > LONGEST_METADATA) {
                throw FailureException.rejected("invalid-metadata", METADATA + " is longer than 64 MiB.");
            }
            return MetadataJson.text(bytes, METADATA);
        }
    }

    /** Names of the files that hold a table, or are called as if they did. */
    public List<String> tableFiles() throws IOException {
        return List.copyOf(contents().files());
    }

    /** One line for each table: {@code orders.csv: ';', windows-1252, decimal comma}. */
    public List<String> describe() throws IOException {
        return contents().tables().values().stream()
                .map(t -> t.file() + ": " + t.describe())
                .toList();
    }

    @Override
    public Map<String, FileStyle> fileStyles() throws IOException {
        Map<String, FileStyle> styles = new LinkedHashMap<>();
        contents().tables().forEach((table, file) -> styles.put(table, file.style()));
        return styles;
    }

    /** Opens the table's file, for whoever has its metadata already. */
    public Optional<PositionedCursor> find(TableMetadata table) throws IOException {
        TableFile file = contents().tables().get(table.name());
        return file == null ? Optional.empty() : Optional.of(file.open(table));
    }

    @Override
    public SourceSession read() throws IOException {
        return new Session(look());
    }

    @Override
    public String positionUnit() {
        return "line";
    }

    @Override
    public void close() {
        // Nothing is held open between readings.
    }

    private record Session(Contents contents) implements SourceSession {
        @Override
        public PositionedCursor open(TableMetadata table) throws IOException {
            TableFile file = contents.tables().get(table.name());
            if (file == null) {
                throw FailureException.rejected(
                        "invalid-source", "The source does not hold table " + table.name() + ".");
            }
            return file.open(table);
        }

        @Override
        public boolean keepsOrder(TableMetadata table) {
            return true;
        }

        @Override
        public void close() {
            // Each cursor closes its own file.
        }
    }
}
