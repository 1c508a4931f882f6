package io.rowmill.core.linkage;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One table within the schema graph.
 *
 * @param primaryKey its columns; empty: none
 * @param foreignKeys in the order of the metadata; at most one has the role {@link KeyRole#DRIVER}
 */
public record TableStructure(
        String table, List<String> primaryKey, List<ForeignKey> foreignKeys, Uniqueness uniqueness) {
    public TableStructure {
        Objects.requireNonNull(table);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        Objects.requireNonNull(uniqueness);
        if (foreignKeys.stream().filter(k -> k.role() == KeyRole.DRIVER).count() > 1) {
            throw new IllegalArgumentException("table " + table + " has several drivers");
        }
    }

    /** Empty for a root table. */
    public Optional<ForeignKey> driver() {
        return foreignKeys.stream().filter(k -> k.role() == KeyRole.DRIVER).findFirst();
    }

    public Stream<ForeignKey> keysOf(KeyRole role) {
        return foreignKeys.stream().filter(k -> k.role() == role);
    }

    /** Primary key columns that are part of no foreign key: made by this table, not taken from another. */
    public List<String> ownKeyColumns() {
        Set<String> foreign = new HashSet<>();
        foreignKeys.forEach(k -> foreign.addAll(k.relationship().childKey()));
        return primaryKey.stream().filter(c -> !foreign.contains(c)).toList();
    }

    /** The primary key of a row is a function of its ordinal alone: others may refer to a row that is not made yet. */
    public boolean keyFollowsOrdinal() {
        return uniqueness.rule() == Uniqueness.Rule.ORDINAL && ownKeyColumns().size() == primaryKey.size();
    }

    /** Columns of the primary key and of all foreign keys: everything linkage makes. */
    public Set<String> keyColumns() {
        Set<String> columns = new java.util.LinkedHashSet<>(primaryKey);
        foreignKeys.forEach(k -> columns.addAll(k.relationship().childKey()));
        return columns;
    }
}
