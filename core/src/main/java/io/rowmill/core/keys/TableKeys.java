package io.rowmill.core.keys;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** All keys of one table, collected row by row: its primary key, its alternate keys and its foreign keys. */
public final class TableKeys implements Closeable {
    private final Optional<KeyRecords> primaryKey;
    private final Map<List<String>, KeyRecords> alternateKeys = new LinkedHashMap<>();
    private final Map<String, KeyRecords> foreignKeys = new LinkedHashMap<>();
    private final Set<String> nullable = new HashSet<>();
    private long rows;

    /**
     * @param table the columns that rows will have
     * @param file the keys go into files beside it, which begin with its name
     */
    public TableKeys(DatabaseMetadata database, TableMetadata table, Path file) {
        primaryKey = table.primaryKey().isEmpty()
                ? Optional.empty()
                : Optional.of(new KeyRecords(beside(file, ".pk"), positions(table, table.primaryKey())));
        for (List<String> key : table.alternateKeys()) {
            alternateKeys.put(key, new KeyRecords(beside(file, ".ak" + alternateKeys.size()), positions(table, key)));
        }
        for (Relationship r : database.parentsOf(table.name())) {
            List<String> parentKey =
                    database.table(r.parentTable()).key(r.parentKey()).orElseThrow();
            foreignKeys.put(
                    r.name(),
                    new KeyRecords(
                            beside(file, ".fk" + foreignKeys.size()), positions(table, inOrderOf(parentKey, r))));
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** The foreign key's columns in the order of the parent's key, whatever the order in the metadata. */
    private static List<String> inOrderOf(List<String> parentKey, Relationship key) {
        return parentKey.stream()
                .map(c -> key.childKey().get(key.parentKey().indexOf(c)))
                .toList();
    }

    private static int[] positions(TableMetadata table, List<String> columns) {
        return columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
    }

    /**
     * Adds the next row.
     *
     * @param cells by column; null for a null
     * @return false if there is a primary key and a part of it is null
     */
    public boolean add(IntFunction<String> cells) throws IOException {
        boolean identified = primaryKey.isEmpty() || primaryKey.get().add(cells, rows);
        for (KeyRecords key : alternateKeys.values()) {
            key.add(cells, rows);
        }
        for (Map.Entry<String, KeyRecords> key : foreignKeys.entrySet()) {
            if (!key.getValue().add(cells, rows)) {
                nullable.add(key.getKey());
            }
        }
        rows++;
        return identified;
    }

    /** Ends the adding. */
    public void finish() throws IOException {
        if (primaryKey.isPresent()) {
            primaryKey.get().finish();
        }
        for (KeyRecords key : alternateKeys.values()) {
            key.finish();
        }
        for (KeyRecords key : foreignKeys.values()) {
            key.finish();
        }
    }

    public long rows() {
        return rows;
    }

    /** Empty if the table has none. */
    public Optional<KeyRecords> primaryKey() {
        return primaryKey;
    }

    /** Rows in which a part of an alternate key is null have no such key. */
    public Map<List<String>, KeyRecords> alternateKeys() {
        return Collections.unmodifiableMap(alternateKeys);
    }

    /**
     * The key of this parent table that a foreign key refers to.
     *
     * @throws java.util.NoSuchElementException if there is no such key
     */
    public KeyRecords referredKey(Relationship relationship) {
        Set<String> columns = Set.copyOf(relationship.parentKey());
        return alternateKeys.entrySet().stream()
                .filter(key -> columns.equals(Set.copyOf(key.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> primaryKey)
                .orElseThrow();
    }

    public KeyRecords foreignKey(Relationship relationship) {
        return foreignKeys.get(relationship.name());
    }

    /** Names of the relationships for which some row has no parent. */
    public Set<String> nullableKeys() {
        return nullable;
    }

    /** Deletes them. */
    @Override
    public void close() throws IOException {
        if (primaryKey.isPresent()) {
            primaryKey.get().close();
        }
        for (KeyRecords key : alternateKeys.values()) {
            key.close();
        }
        for (KeyRecords key : foreignKeys.values()) {
            key.close();
        }
    }
}
