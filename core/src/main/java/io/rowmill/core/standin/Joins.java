package io.rowmill.core.standin;

import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds the parents of real rows. Keys are on disk; a table's parents are one number per row. */
final class Joins implements Closeable {
    /** The row has no such key. */
    static final int NULL = -2;

    private final DatabaseMetadata database;
    private final Path dir;
    private final Map<String, TableKeys> keys = new HashMap<>();
    private int files;

    /** @param dir keys are kept there while they are read */
    Joins(DatabaseMetadata database, Path dir) {
        this.database = database;
        this.dir = dir;
    }

    /** The rows of a table from now on. */
    void add(TableRows rows) throws IOException {
        String table = rows.metadata().name();
        TableKeys before = keys.remove(table);
        if (before != null) {
            before.close();
        }
        TableKeys read = new TableKeys(database, rows.metadata(), dir.resolve("stand-in-keys-" + files++));
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                read.add(cursor::value);
            }
        }
        read.finish();
        keys.put(table, read);
    }

    /** @return by row of the child: the row that it refers to; -1: its key leads nowhere; {@link #NULL}: it has none */
    int[] parents(Relationship key) throws IOException {
        TableKeys child = keys.get(key.childTable());
        int[] parents = new int[Math.toIntExact(child.rows())];
        Arrays.fill(parents, NULL);
        child.foreignKey(key)
                .join(
                        keys.get(key.parentTable()).referredKey(key),
                        row -> true,
                        (childRow, parentRow) -> parents[(int) childRow] = (int) parentRow);
        return parents;
    }

    int rows(String table) {
        return Math.toIntExact(keys.get(table).rows());
    }

    @Override
    public void close() throws IOException {
        for (TableKeys open : keys.values()) {
            open.close();
        }
    }
}
