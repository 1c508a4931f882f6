package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns that a second parent's key shares with keys that are settled before it: an order's line and its product are of the
 * same tenant. The parent is then chosen among the rows with the settled value. They are found by halving if they lie together:
 * along the ordinals of the parent's table, values of the shared column must never fall.
 */
final class SharedColumns {
    private final Map<String, TableStructure> tables = new LinkedHashMap<>();

    private SharedColumns(List<TableStructure> tables) {
        tables.forEach(t -> this.tables.put(t.table(), t));
    }

    /** @param errors gets a sentence per pair of keys between which no parent can be found */
    static void check(List<TableStructure> tables, List<String> errors) {
        SharedColumns shared = new SharedColumns(tables);
        tables.forEach(t -> shared.check(t, errors));
    }

    private void check(TableStructure table, List<String> errors) {
        List<ForeignKey> settled = new ArrayList<>();
        table.driver().ifPresent(settled::add);
        List<String> distinct = table.uniqueness().keys();
        List<ForeignKey> distinctFirst = table.keysOf(KeyRole.SECOND_PARENT)
                .sorted(Comparator.comparing(k -> !distinct.contains(k.name())))
                .toList();
        for (ForeignKey key : distinctFirst) {
            for (ForeignKey other : settled) {
                List<String> both = key.relationship().childKey().stream()
                        .filter(other.relationship().childKey()::contains)
                        .toList();
                if (!both.stream()
                        .allMatch(c ->
                                isFound(key, c) && origins(table.table(), c).size() == 1)) {
                    errors.add(
                            "Foreign keys " + other.name() + " and " + key.name() + " share "
                                    + String.join(", ", both)
                                    + ", which does not come from one table that both parents belong to, so a parent of the second with the value of the first can't be found; leave one of them out of the metadata.");
                }
            }
            settled.add(key);
        }
    }

    private boolean isFound(ForeignKey key, String childColumn) {
        return neverFalls(key.parent(), parentColumn(key, childColumn), new HashSet<>());
    }

    private boolean neverFalls(String table, String column, Set<String> seen) {
        TableStructure structure = tables.get(table);
        if (structure.followsOrdinal(List.of(column))) {
            return true;
        }
        return seen.add(table)
                && structure
                        .driver()
                        .filter(d ->
                                !d.nullable() && d.relationship().childKey().contains(column))
                        .map(d -> neverFalls(d.parent(), parentColumn(d, column), seen))
                        .orElse(false);
    }

    private Set<ColumnRef> origins(String table, String column) {
        Set<ColumnRef> origins = new HashSet<>();
        addOrigins(new ColumnRef(table, column), new HashSet<>(), origins);
        return origins;
    }

    private void addOrigins(ColumnRef at, Set<ColumnRef> seen, Set<ColumnRef> origins) {
        if (!seen.add(at)) {
            return;
        }
        List<ForeignKey> keys = tables.get(at.table()).foreignKeys().stream()
                .filter(k -> k.relationship().childKey().contains(at.column()))
                .toList();
        if (keys.isEmpty()) {
            origins.add(at);
        }
        keys.forEach(k -> addOrigins(new ColumnRef(k.parent(), parentColumn(k, at.column())), seen, origins));
    }

    private static String parentColumn(ForeignKey key, String childColumn) {
        return key.relationship().parentKey().get(key.relationship().childKey().indexOf(childColumn));
    }
}
