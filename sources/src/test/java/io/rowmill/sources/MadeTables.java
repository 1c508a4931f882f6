package io.rowmill.sources;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Small made tables in a folder, and what is detected in them. */
abstract class MadeTables {
    @TempDir
    Path folder;

    /** Writes a table; cells by row. */
    void table(String name, int rows, String columns, IntFunction<Object[]> cells) throws IOException {
        String body = IntStream.range(0, rows)
                .mapToObj(i -> Arrays.stream(cells.apply(i))
                        .map(c -> c == null ? "" : c.toString())
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(name + ".csv"), columns + "\n" + body + "\n");
    }

    /** Differs from row to row, in no order. */
    static int mixed(int i) {
        return i * 7919 % 10_007;
    }

    SourceDetector.Detected inspect() throws IOException {
        return SourceDetector.inspect(new CsvSource(new FolderFiles(folder)));
    }

    static List<String> primaryKey(DatabaseMetadata metadata, String table) {
        return metadata.table(table).primaryKey();
    }

    List<String> primaryKey(String table) throws IOException {
        return primaryKey(
                SourceDetector.detect(new CsvSource(new FolderFiles(folder))).metadata(), table);
    }

    List<String> references() throws IOException {
        return SourceDetector.detect(new CsvSource(new FolderFiles(folder))).metadata().relationships().stream()
                .map(Relationship::name)
                .sorted()
                .toList();
    }
}
