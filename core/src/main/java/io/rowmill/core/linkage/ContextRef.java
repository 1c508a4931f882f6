package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import java.util.Objects;
import java.util.Optional;

/**
 * A column that a table's content is conditioned on.
 *
 * @param over name of the second key that leads to the column's row; empty: driver keys do
 */
public record ContextRef(Optional<String> over, ColumnRef column) {
    public ContextRef {
        Objects.requireNonNull(over);
        Objects.requireNonNull(column);
    }

    /** A column of an ancestor along driver keys. */
    public static ContextRef ofAncestor(ColumnRef column) {
        return new ContextRef(Optional.empty(), column);
    }
}
