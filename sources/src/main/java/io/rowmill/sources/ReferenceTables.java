package io.rowmill.sources;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables that look like lists which anybody may know: genres, units, status codes. They are small, many rows refer to them, each row has
 * a short label, and nothing in them is personal or a text that stands in one row only.
 */
final class ReferenceTables {
    private static final int MOST_ROWS = 200;
    /** Rows of a table that refers to it, for one of its own. */
    private static final int CHILDREN_PER_ROW = 10;

    private final DatabaseMetadata metadata;
    private final Map<String, List<ColumnProfile>> profiles;

    ReferenceTables(DatabaseMetadata metadata, Map<String, List<ColumnProfile>> profiles) {
        this.metadata = metadata;
        this.profiles = profiles;
    }

    /** Names, in the order of the metadata; what a row of one refers to is among them, too. */
    List<String> find() {
        Set<String> found = new LinkedHashSet<>();
        metadata.tables().stream().filter(this::looksLikeOne).forEach(t -> found.add(t.name()));
        boolean dropped = true;
        while (dropped) {
            dropped = found.removeIf(
                    table -> metadata.parentsOf(table).stream().anyMatch(r -> !found.contains(r.parentTable())));
        }
        return List.copyOf(found);
    }

    private boolean looksLikeOne(TableMetadata table) {
        long rows = rows(table.name());
        boolean isReferredTo = metadata.relationships().stream()
                .filter(r -> r.parentTable().equals(table.name()) && !r.isSelfReference())
                .map(Relationship::childTable)
                .anyMatch(child -> rows(child) >= CHILDREN_PER_ROW * rows);
        Set<String> keys = metadata.keyColumns(table.name());
        List<ColumnProfile> content = profiles.get(table.name()).stream()
                .filter(c -> !keys.contains(c.name()))
                .toList();
        return isReferredTo
                && rows > 1
                && rows <= MOST_ROWS
                && content.stream().allMatch(c -> c.asContent().isContent() && !c.isUniqueText())
                && (content.stream().anyMatch(ReferenceTables::isLabel) || isCode(table));
    }

    private static boolean isLabel(ColumnProfile column) {
        return column.asContent().sdtype() == Sdtype.CATEGORICAL
                && column.values().isUnique();
    }

    /** A key that is its own label: letters, where a counter would have digits. */
    private boolean isCode(TableMetadata table) {
        return table.primaryKey().size() == 1
                && profiles.get(table.name()).stream()
                        .anyMatch(c -> c.name().equals(table.primaryKey().get(0)) && c.isWord());
    }

    private long rows(String table) {
        return profiles.get(table).stream()
                .mapToLong(ColumnProfile::rows)
                .findFirst()
                .orElse(0);
    }
}
