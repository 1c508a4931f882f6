package io.rowmill.core.rules;

import java.util.List;
import java.util.Objects;

/**
 * What a column of a row that is drawn has to be, so that a given cell can stand.
 *
 * @param cells that it is one of; empty: any that is not null
 * @param isNull it is null, and {@code cells} counts for nothing
 */
public record Narrowed(String column, List<String> cells, boolean isNull) {
    public Narrowed {
        Objects.requireNonNull(column);
        cells = List.copyOf(cells);
    }

    static Narrowed among(String column, List<String> cells) {
        return new Narrowed(column, cells, false);
    }

    static Narrowed toNull(String column) {
        return new Narrowed(column, List.of(), true);
    }

    static Narrowed notNull(String column) {
        return new Narrowed(column, List.of(), false);
    }
}
