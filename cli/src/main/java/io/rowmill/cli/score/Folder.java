package io.rowmill.cli.score;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.MemoryTable;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of files named after their tables, read whole. */
public final class Folder {
    private Folder() {}

    /**
     * @param options what is said about files of text
     * @throws FailureException (Rejected) naming every table that isn't there
     */
    public static Map<String, MemoryTable> read(Path folder, CsvOptions options, DatabaseMetadata metadata)
            throws IOException {
        List<String> errors = new ArrayList<>();
        Map<String, MemoryTable> tables = new LinkedHashMap<>();
        CsvSource source = new CsvSource(new Linked(folder), options);
        for (TableMetadata table : metadata.tables()) {
            Optional<MemoryTable> found = find(source, table);
            found.ifPresent(t -> tables.put(table.name(), t));
            if (found.isEmpty()) {
                errors.add("Folder " + folder + " has no file of table " + table.name() + ".");
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("missing-table", errors);
        }
        return tables;
    }

    /** @return empty if the folder has no file of the table */
    public static Optional<MemoryTable> find(Path folder, CsvOptions options, TableMetadata table) throws IOException {
        return find(new CsvSource(new Linked(folder), options), table);
    }

    private static Optional<MemoryTable> find(CsvSource source, TableMetadata table) throws IOException {
        Optional<? extends RowCursor> rows = source.find(table);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        try (RowCursor cursor = rows.get()) {
            return Optional.of(MemoryTable.read(table, cursor));
        }
    }

    /** Files of whoever runs the command, wherever links lead to. */
    private record Linked(Path folder) implements SourceFiles {
        @Override
        public List<String> list() throws IOException {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(Files::isRegularFile)
                        .map(f -> f.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(folder.resolve(name));
        }
    }
}
