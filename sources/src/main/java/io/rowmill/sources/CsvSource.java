package io.rowmill.sources;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvCursor;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.sources.SourceCatalogue.SourceColumn;
import io.rowmill.sources.SourceCatalogue.SourceTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files {@code <table>.csv} or {@code <table>.csv.gz} lying side by side, with their {@code metadata.json} where there is one. */
public final class CsvSource implements Source {
    private static final String METADATA = "metadata.json";
    private static final int LONGEST_METADATA = 64 << 20;

    private final SourceFiles files;

    public CsvSource(SourceFiles files) {
        this.files = files;
    }

    /** @return the table's name, or empty if the file is no table */
    private static Optional<String> tableOf(String file) {
        for (String suffix : List.of(".csv", ".csv.gz")) {
            if (file.endsWith(suffix) && file.length() > suffix.length()) {
                return Optional.of(file.substring(0, file.length() - suffix.length()));
            }
        }
        return Optional.empty();
    }

    @Override
    public SourceCatalogue catalogue() throws IOException {
        List<String> warnings = new ArrayList<>();
        List<SourceTable> tables = new ArrayList<>();
        Map<String, String> unreadable = new TreeMap<>();
        Map<String, String> fileOfTable = new HashMap<>();
        Optional<String> metadata = Optional.empty();
        for (String file : files.list()) {
            Optional<String> table = tableOf(file);
            if (file.equals(METADATA)) {
                metadata = Optional.of(readMetadata());
            } else if (table.isEmpty()) {
                warnings.add("File " + file + " is skipped: it is not a table (<table>.csv or <table>.csv.gz).");
            } else if (fileOfTable.putIfAbsent(table.get(), file) != null) {
                unreadable.put(
                        table.get(),
                        "Files " + fileOfTable.get(table.get()) + " and " + file + " both hold table " + table.get()
                                + "; leave one.");
            } else {
                readHeader(table.get(), file, unreadable).ifPresent(tables::add);
            }
        }
        if (fileOfTable.isEmpty()) {
            throw FailureException.rejected(
                    "invalid-source", "The source holds no table: put one <table>.csv per table directly into it.");
        }
        return new SourceCatalogue(tables, metadata, List.of(), warnings, unreadable);
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

    private Optional<SourceTable> readHeader(String table, String file, Map<String, String> unreadable)
            throws IOException {
        try {
            List<SourceColumn> columns = CsvTable.header(file, () -> files.open(file)).stream()
                    .map(name -> new SourceColumn(name, Optional.empty()))
                    .toList();
            return Optional.of(new SourceTable(table, columns, List.of()));
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Rejected rejected)) {
                throw e;
            }
            unreadable.put(table, String.join(" ", rejected.messages()));
            return Optional.empty();
        }
    }

    @Override
    public SourceSession read() throws IOException {
        Map<String, String> fileOfTable = new HashMap<>();
        files.list().forEach(f -> tableOf(f).ifPresent(t -> fileOfTable.put(t, f)));
        return new Session(fileOfTable);
    }

    @Override
    public String positionUnit() {
        return "line";
    }

    @Override
    public void close() {
        // Nothing is held open between readings.
    }

    private final class Session implements SourceSession {
        private final Map<String, String> fileOfTable;

        Session(Map<String, String> fileOfTable) {
            this.fileOfTable = fileOfTable;
        }

        @Override
        public PositionedCursor open(TableMetadata table) throws IOException {
            String file = fileOfTable.get(table.name());
            if (file == null) {
                throw FailureException.rejected(
                        "invalid-source", "The source does not hold table " + table.name() + ".");
            }
            return new Lines(new CsvTable(file, () -> files.open(file), table).open());
        }

        @Override
        public void close() {
            // Each cursor closes its own file.
        }
    }

    private record Lines(CsvCursor cursor) implements PositionedCursor {
        @Override
        public long position() {
            return cursor.line();
        }

        @Override
        public boolean advance() throws IOException {
            return cursor.advance();
        }

        @Override
        public @Nullable String value(int column) {
            return cursor.value(column);
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
