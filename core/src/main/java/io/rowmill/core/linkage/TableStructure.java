package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
 * @param alternateKeys keys besides the primary key that others refer to; none in a linkage of an earlier version
 */
public record TableStructure(
        String table,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        Uniqueness uniqueness,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<String>> alternateKeys) {
    public TableStructure {
        Objects.requireNonNull(table);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        Objects.requireNonNull(uniqueness);
        alternateKeys = alternateKeys == null
                ? List.of()
                : alternateKeys.stream().map(List::copyOf).toList();
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
        Set<String> foreign = foreignColumns();
        return primaryKey.stream().filter(c -> !foreign.contains(c)).toList();
    }

    /** Columns of alternate keys that are part of no other key of this table: each follows the row's ordinal. */
    public List<String> ownAlternateColumns() {
        Set<String> foreign = foreignColumns();
        return alternateKeys.stream()
                .flatMap(List::stream)
                .distinct()
                .filter(c -> !foreign.contains(c) && !primaryKey.contains(c))
                .toList();
    }

    private Set<String> foreignColumns() {
        Set<String> foreign = new HashSet<>();
        foreignKeys.forEach(k -> foreign.addAll(k.relationship().childKey()));
        return foreign;
    }

    /**
     * A key of a row is a function of its ordinal alone: others may refer to a row that is not made yet.
     *
     * @param key the primary key or an alternate key
     */
    public boolean followsOrdinal(List<String> key) {
        Set<String> ordinal = new HashSet<>(ownAlternateColumns());
        if (uniqueness.rule() == Uniqueness.Rule.ORDINAL) {
            ordinal.addAll(ownKeyColumns());
        }
        return !key.isEmpty() && ordinal.containsAll(key);
    }

    /** All keys that others may refer to follow the row's ordinal. */
    public boolean keysFollowOrdinal() {
        boolean primaryFollows = primaryKey.isEmpty() ? !alternateKeys.isEmpty() : followsOrdinal(primaryKey);
        return primaryFollows && alternateKeys.stream().allMatch(this::followsOrdinal);
    }

    /** Columns of the primary key, of all foreign keys and of alternate keys: everything linkage makes. */
    public Set<String> keyColumns() {
        Set<String> columns = new LinkedHashSet<>(primaryKey);
        foreignKeys.forEach(k -> columns.addAll(k.relationship().childKey()));
        alternateKeys.forEach(columns::addAll);
        return columns;
    }
}
