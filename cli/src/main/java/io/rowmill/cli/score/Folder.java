package io.rowmill.cli.score;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.MemoryTable;
import io.rowmill.core.table.csv.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of {@code <table>.csv} or {@code <table>.csv.gz}, read whole. */
public final class Folder {
    private Folder() {}

    /** @throws FailureException (Rejected) naming every table that isn't there */
    public static Map<String, MemoryTable> read(Path folder, DatabaseMetadata metadata) throws IOException {
        List<String> errors = new ArrayList<>();
        Map<String, MemoryTable> tables = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            Optional<Path> file = file(folder, table.name());
            if (file.isEmpty()) {
                errors.add("Folder " + folder + " has no " + table.name() + ".csv.");
            } else if (errors.isEmpty()) {
                tables.put(table.name(), MemoryTable.read(CsvTable.of(file.get(), table)));
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("missing-table", errors);
        }
        return tables;
    }

    /** @return empty if the folder has no file of the table */
    public static Optional<MemoryTable> find(Path folder, TableMetadata table) throws IOException {
        Optional<Path> file = file(folder, table.name());
        return file.isEmpty() ? Optional.empty() : Optional.of(MemoryTable.read(CsvTable.of(file.get(), table)));
    }

    private static Optional<Path> file(Path folder, String table) {
        return Stream.of(table + ".csv", table + ".csv.gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
