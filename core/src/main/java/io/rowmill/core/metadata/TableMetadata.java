package io.rowmill.core.metadata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One table.
 *
 * @param name as in the source
 * @param columns in the order of the source
 * @param primaryKey column names; empty: the table has no primary key
 * @param sequenceIndex numerical or datetime column that orders the rows of one parent; empty: rowmill looks for such a column in
 *     the source
 */
public record TableMetadata(
        String name, List<ColumnMetadata> columns, List<String> primaryKey, Optional<String> sequenceIndex) {
    public TableMetadata {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sequenceIndex);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** Without a declared sequence. */
    public TableMetadata(String name, List<ColumnMetadata> columns, List<String> primaryKey) {
        this(name, columns, primaryKey, Optional.empty());
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
