package io.rowmill.core.metadata;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One table.
 *
 * @param name as in the source
 * @param columns in the order of the source
 * @param primaryKey column names; empty: the table has none
 */
public record TableMetadata(String name, List<ColumnMetadata> columns, List<String> primaryKey) {
    public TableMetadata {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
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
