package io.rowmill.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A database as CSV files with its metadata, and what must hold of one, whoever made it. */
public final class DatabaseFiles {
    private final JsonNode metadata;
    private final Map<String, CsvFile> tables = new TreeMap<>();

    private DatabaseFiles(JsonNode metadata) {
        this.metadata = metadata;
    }

    /** @param metadata file in the SDV V1 format */
    public static DatabaseFiles read(Path folder, Path metadata) throws IOException {
        DatabaseFiles database = new DatabaseFiles(new ObjectMapper().readTree(metadata.toFile()));
        for (var names = database.metadata.get("tables").fieldNames(); names.hasNext(); ) {
            String table = names.next();
            database.tables.put(table, CsvFile.read(folder.resolve(table + ".csv")));
        }
        return database;
    }

    public CsvFile table(String name) {
        return tables.get(name);
    }

    public Set<String> names() {
        return tables.keySet();
    }

    public DatabaseFiles assertPrimaryKeysAreUnique() {
        tables.forEach((name, table) -> {
            JsonNode key = metadata.get("tables").get(name).get("primary_key");
            if (key != null) {
                List<List<String>> values = table.tuples(list(key));
                assertThat(values).as("primary key of " + name).doesNotContainNull();
                assertThat(new HashSet<>(values)).as("primary key of " + name).hasSameSizeAs(values);
            }
        });
        return this;
    }

    public DatabaseFiles assertForeignKeysResolve() {
        for (JsonNode r : metadata.get("relationships")) {
            Set<List<String>> parents = new HashSet<>(
                    tables.get(r.get("parent_table_name").asText()).tuples(list(r.get("parent_primary_key"))));
            List<List<String>> children =
                    tables.get(r.get("child_table_name").asText()).tuples(list(r.get("child_foreign_key")));
            assertThat(children.stream().filter(Objects::nonNull).filter(c -> !parents.contains(c)))
                    .as("orphans of " + r)
                    .isEmpty();
        }
        return this;
    }

    /** Same header, and numbers between the least and the greatest of the source. */
    public DatabaseFiles assertLooksLike(DatabaseFiles source) {
        tables.forEach((name, table) -> {
            assertThat(table.header()).as(name).isEqualTo(source.table(name).header());
            for (String column : table.header()) {
                JsonNode sdtype = metadata.at("/tables/" + name + "/columns/" + column + "/sdtype");
                if (sdtype.asText().equals("numerical") && !isKey(name, column)) {
                    assertWithinBounds(
                            name + "." + column,
                            table.values(column),
                            source.table(name).values(column));
                }
            }
        });
        return this;
    }

    private static void assertWithinBounds(String what, List<String> synthetic, List<String> real) {
        if (synthetic.isEmpty()) {
            return;
        }
        List<BigDecimal> sorted = real.stream().map(BigDecimal::new).sorted().toList();
        assertThat(synthetic).as(what).allSatisfy(v -> assertThat(new BigDecimal(v))
                .isBetween(sorted.get(0), sorted.get(sorted.size() - 1)));
    }

    private boolean isKey(String table, String column) {
        for (JsonNode r : metadata.get("relationships")) {
            if (r.get("child_table_name").asText().equals(table)
                    && list(r.get("child_foreign_key")).contains(column)) {
                return true;
            }
        }
        JsonNode key = metadata.get("tables").get(table).get("primary_key");
        return key != null && list(key).contains(column);
    }

    /** Bytes of every file, by table. */
    public static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                out.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return out;
    }

    private static List<String> list(JsonNode key) {
        List<String> out = new ArrayList<>();
        if (key.isArray()) {
            key.forEach(k -> out.add(k.asText()));
        } else {
            out.add(key.asText());
        }
        return out;
    }
}
