package io.rowmill.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.csv.CsvTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/** Real tables from outside the repository; a test that asks for them is skipped where they are missing. */
public final class SharedData {
    private SharedData() {}

    /** A table, and its columns that are part of a key. */
    public record KeyedTable(InMemoryRows rows, Set<String> keyColumns) {
        @Override
        public String toString() {
            return rows.metadata().name();
        }
    }

    /** Folder of a data set. */
    public static Path folder(String name) {
        Optional<Path> root = root();
        Assumptions.assumeTrue(root.isPresent(), "no shared data above the module; set -Drowmill.data to its folder");
        Path folder = root.get().resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "no data set " + folder);
        return folder;
    }

    private static Optional<Path> root() {
        String configured = System.getProperty("rowmill.data");
        if (configured != null) {
            return Optional.of(Path.of(configured));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** All tables of a data set. */
    public static List<KeyedTable> tables(String name) {
        Path folder = folder(name);
        try {
            JsonNode metadata =
                    new ObjectMapper().readTree(folder.resolve("metadata.json").toFile());
            List<KeyedTable> tables = new ArrayList<>();
            for (Map.Entry<String, JsonNode> table : metadata.get("tables").properties()) {
                tables.add(read(folder, table.getKey(), metadata));
            }
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One table of a data set. */
    public static KeyedTable table(String name, String table) {
        return tables(name).stream()
                .filter(t -> t.toString().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static KeyedTable read(Path folder, String table, JsonNode metadata) throws IOException {
        Set<String> keys = new HashSet<>(strings(metadata.at("/tables/" + table + "/primary_key")));
        for (JsonNode relationship : metadata.path("relationships")) {
            if (relationship.get("child_table_name").asText().equals(table)) {
                keys.addAll(strings(relationship.get("child_foreign_key")));
            }
        }
        return new KeyedTable(rows(folder.resolve(table + ".csv"), table, metadata), keys);
    }

    /** Rows of a file by the metadata of the data set it belongs to. */
    public static InMemoryRows rows(Path file, String table, JsonNode metadata) throws IOException {
        List<ColumnMetadata> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> column :
                metadata.at("/tables/" + table + "/columns").properties()) {
            String sdtype = column.getValue().get("sdtype").asText();
            JsonNode format = column.getValue().get("datetime_format");
            columns.add(new ColumnMetadata(
                    column.getKey(),
                    Sdtype.of(sdtype),
                    sdtype,
                    column.getValue().path("pii").asBoolean(),
                    Optional.ofNullable(format).map(JsonNode::asText)));
        }
        TableMetadata metadataOfTable = new TableMetadata(table, columns, List.of());
        List<String[]> rows = new ArrayList<>();
        try (RowCursor cursor = CsvTable.of(file, metadataOfTable).open()) {
            while (cursor.advance()) {
                rows.add(IntStream.range(0, columns.size())
                        .mapToObj(cursor::value)
                        .toArray(String[]::new));
            }
        }
        return new InMemoryRows(metadataOfTable, rows);
    }

    private static List<String> strings(JsonNode keys) {
        List<String> out = new ArrayList<>();
        if (keys.isTextual()) {
            out.add(keys.asText());
        }
        keys.forEach(k -> out.add(k.asText()));
        return out;
    }
}
