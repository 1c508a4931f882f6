package io.rowmill.core.linkage.keys;

import io.rowmill.core.metadata.Relationship;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Joined keys that a test makes row by row. */
final class MadeKeys implements JoinedKeys {
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Relationship> keys = new LinkedHashMap<>();
    private final Map<String, int[]> parents = new HashMap<>();

    MadeKeys table(String name, int rowCount) {
        rows.put(name, rowCount);
        return this;
    }

    /** @param parentOf row of the parent by row of the child; -1: none */
    MadeKeys key(String child, String column, String parent, IntUnaryOperator parentOf) {
        Relationship key = new Relationship(parent, List.of("id"), child, List.of(column), Optional.empty(), false);
        keys.put(key.name(), key);
        parents.put(
                key.name(), IntStream.range(0, rows.get(child)).map(parentOf).toArray());
        return this;
    }

    int at(String relationship, int row) {
        return row < 0 ? -1 : parents.get(relationship)[row];
    }

    @Override
    public List<String> tables() {
        return List.copyOf(rows.keySet());
    }

    @Override
    public int rows(String table) {
        return rows.get(table);
    }

    @Override
    public List<Relationship> keysOf(String table) {
        return keys.values().stream().filter(k -> k.childTable().equals(table)).toList();
    }

    @Override
    public int[] parentsOf(String relationship, int[] childRows) {
        int[] of = parents.get(relationship);
        return Arrays.stream(childRows).map(row -> row < 0 ? -1 : of[row]).toArray();
    }

    @Override
    public int[] childCounts(String relationship, int[] parentRows) {
        int[] counts = new int[rows.get(keys.get(relationship).parentTable())];
        for (int parent : parents.get(relationship)) {
            if (parent >= 0) {
                counts[parent]++;
            }
        }
        return Arrays.stream(parentRows).map(row -> counts[row]).toArray();
    }
}
