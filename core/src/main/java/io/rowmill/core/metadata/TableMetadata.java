package io.rowmill.core.metadata;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One table.
 *
 * @param name as in the source
 * @param columns in the order of the source
 * @param primaryKey column names; empty: the table has no primary key
 * @param sequenceIndex numerical or datetime column that orders the rows of one parent; empty: rowmill looks for such a column in
 *     the source
 * @param alternateKeys other keys, each a list of columns: no two rows have the same values in all of them, where none is null
 * @param copied a reference table: synthetic databases have its rows as they are
 */
public record TableMetadata(
        String name,
        List<ColumnMetadata> columns,
        List<String> primaryKey,
        Optional<String> sequenceIndex,
        List<List<String>> alternateKeys,
        boolean copied) {
    public TableMetadata {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sequenceIndex);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        alternateKeys = alternateKeys.stream().map(List::copyOf).toList();
    }

    /** Of a table that is learned. */
    public TableMetadata(
            String name,
            List<ColumnMetadata> columns,
            List<String> primaryKey,
            Optional<String> sequenceIndex,
            List<List<String>> alternateKeys) {
        this(name, columns, primaryKey, sequenceIndex, alternateKeys, false);
    }

    /** Without alternate keys. */
    public TableMetadata(
            String name, List<ColumnMetadata> columns, List<String> primaryKey, Optional<String> sequenceIndex) {
        this(name, columns, primaryKey, sequenceIndex, List.of());
    }

    /** Without alternate keys and a declared sequence. */
    public TableMetadata(String name, List<ColumnMetadata> columns, List<String> primaryKey) {
        this(name, columns, primaryKey, Optional.empty());
    }

    /** The same table with other columns. */
    public TableMetadata withColumns(List<ColumnMetadata> others) {
        return new TableMetadata(name, others, primaryKey, sequenceIndex, alternateKeys, copied);
    }

    /** The primary key or an alternate key that has just these columns, in the key's own order. */
    public Optional<List<String>> key(Collection<String> keyColumns) {
        Set<String> wanted = Set.copyOf(keyColumns);
        return Stream.concat(Stream.of(primaryKey), alternateKeys.stream())
                .filter(key -> !key.isEmpty() && wanted.equals(Set.copyOf(key)))
                .findFirst();
    }

    public OptionalInt indexOf(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(column))
                .findFirst();
    }

    /** @throws IllegalArgumentException if there is no such column */
    public ColumnMetadata column(String column) {
        return columns.get(indexOf(column)
                .orElseThrow(() -> new IllegalArgumentException("table " + name + " has no column " + column)));
    }

    public List<ColumnMetadata> contentColumns() {
        return columns.stream().filter(ColumnMetadata::isContent).toList();
    }
}
