package io.rowmill.core.linkage;

import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads key columns: learns their formats and finds the parent row of every child row. */
final class KeyIndexer {
    private final Map<String, KeyMap> rowsByKey = new LinkedHashMap<>();
    private final Map<String, List<String>> keyColumns = new LinkedHashMap<>();

    /** First pass over a table. Must have seen a parent before its children are resolved. */
    Map<String, KeyFormat> readKeys(TableRows rows, TableStructure structure) throws IOException {
        KeyMap map = new KeyMap();
        List<String> own = structure.ownKeyColumns();
        KeyFormatLearner[] learners =
                own.stream().map(c -> new KeyFormatLearner()).toArray(KeyFormatLearner[]::new);
        int[] ownPositions = positions(rows.metadata(), own);
        int[] primary = positions(rows.metadata(), structure.primaryKey());
        try (RowCursor cursor = rows.open()) {
            for (int ordinal = 0; cursor.advance(); ordinal++) {
                if (primary.length > 0) {
                    map.put(fingerprint(cursor, primary), ordinal);
                }
                for (int k = 0; k < learners.length; k++) {
                    learners[k].add(cursor.value(ownPositions[k]));
                }
            }
        }
        rowsByKey.put(structure.table(), map);
        keyColumns.put(structure.table(), structure.primaryKey());
        Map<String, KeyFormat> formats = new LinkedHashMap<>();
        for (int k = 0; k < learners.length; k++) {
            formats.put(own.get(k), learners[k].learned());
        }
        return formats;
    }

    /** @return by relationship name, for every child row the ordinal of its parent row; -1: none */
    Map<String, int[]> resolve(TableRows rows, List<Relationship> keys) throws IOException {
        int[][] columns = keys.stream()
                .map(k -> positions(rows.metadata(), inPrimaryKeyOrder(k)))
                .toArray(int[][]::new);
        KeyMap[] maps = keys.stream().map(k -> rowsByKey.get(k.parentTable())).toArray(KeyMap[]::new);
        int[][] parents = new int[keys.size()][Math.toIntExact(rows.rowCount())];
        try (RowCursor cursor = rows.open()) {
            for (int row = 0; cursor.advance(); row++) {
                for (int k = 0; k < columns.length; k++) {
                    long fingerprint = fingerprint(cursor, columns[k]);
                    parents[k][row] = fingerprint == 0 ? -1 : maps[k].get(fingerprint);
                }
            }
        }
        Map<String, int[]> byName = new LinkedHashMap<>();
        for (int k = 0; k < columns.length; k++) {
            byName.put(keys.get(k).name(), parents[k]);
        }
        return byName;
    }

    /** The key's columns in the order of the parent's primary key, whatever the order in the metadata. */
    private List<String> inPrimaryKeyOrder(Relationship key) {
        return keyColumns.get(key.parentTable()).stream()
                .map(c -> key.childKey().get(key.parentKey().indexOf(c)))
                .toList();
    }

    private static int[] positions(TableMetadata table, List<String> columns) {
        return columns.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
    }

    /** @return 0 if a cell is null */
    private static long fingerprint(RowCursor cursor, int[] columns) {
        long fingerprint = 1;
        for (int column : columns) {
            String cell = cursor.value(column);
            if (cell == null) {
                return 0;
            }
            fingerprint = KeyMap.extend(fingerprint, cell);
        }
        return fingerprint == 0 ? 1 : fingerprint;
    }
}
