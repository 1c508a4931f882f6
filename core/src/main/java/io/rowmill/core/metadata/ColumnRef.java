package io.rowmill.core.metadata;

import java.util.Objects;

/** A column of a table of the database. */
public record ColumnRef(String table, String column) {
    public ColumnRef {
        Objects.requireNonNull(table);
        Objects.requireNonNull(column);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
