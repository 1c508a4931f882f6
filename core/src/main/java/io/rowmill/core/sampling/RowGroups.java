package io.rowmill.core.sampling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Rows of complete tables that have the same driver parent: they lie together, and are looked at once, however often they are asked for. */
final class RowGroups {
    private final ToLongFunction<String> totals;
    private final Parents parents;
    private final Map<List<Object>, Group> known = new HashMap<>();

    /** Ordinals of the rows that a table's rows refer to. */
    interface Parents {
        /** @return -1: none */
        long of(String table, String relationship, long row) throws IOException;
    }

    private record Group(long from, RowIndex rows) {}

    /** @param totals rows by table */
    RowGroups(ToLongFunction<String> totals, Parents parents) {
        this.totals = totals;
        this.parents = parents;
    }

    /**
     * Ordinals of rows, ascending.
     *
     * @param relationships keys of the table
     * @param wanted ordinals of the rows that they refer to
     * @param place of the driver among the keys
     */
    long[] of(String table, List<String> relationships, long[] wanted, int place) throws IOException {
        List<Object> name = new ArrayList<>(relationships);
        name.add(0, table);
        name.add(wanted[place]);
        Group group = known.get(name);
        if (group == null) {
            group = group(table, relationships, wanted[place], place);
            known.put(name, group);
        }
        long from = group.from();
        return Arrays.stream(group.rows().having(wanted)).map(row -> from + row).toArray();
    }

    private Group group(String table, List<String> relationships, long parent, int place) throws IOException {
        String driver = relationships.get(place);
        long from = first(table, driver, parent);
        int rows = Math.toIntExact(first(table, driver, parent + 1) - from);
        long[][] keys = new long[relationships.size()][rows];
        for (int key = 0; key < keys.length; key++) {
            for (int row = 0; row < rows; row++) {
                keys[key][row] = key == place ? parent : parents.of(table, relationships.get(key), from + row);
            }
        }
        return new Group(from, new RowIndex(keys));
    }

    /** The first row whose driver parent is that one or a later one; rows without one come last. */
    private long first(String table, String driver, long parent) throws IOException {
        long from = 0;
        long to = totals.applyAsLong(table);
        while (from < to) {
            long middle = (from + to) >>> 1;
            long there = parents.of(table, driver, middle);
            if (there < 0 || there >= parent) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
