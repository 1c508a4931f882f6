package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;

/**
 * A column that another one is made from.
 *
 * @param path names of the relationships that lead up to the row of the column, from child to parent; empty: the row itself. Or
 *     {@link #ROW_BEFORE} alone
 * @param column of that row
 */
public record Source(List<String> path, String column) {
    /** The step of a path that leads to the row before among siblings: no relationship has this name. */
    public static final String ROW_BEFORE = "row before";

    public Source {
        path = List.copyOf(path);
        Objects.requireNonNull(column);
    }

    /** A column of the same row. */
    public static Source own(String column) {
        return new Source(List.of(), column);
    }

    /** The same column of the row before among siblings. */
    public static Source before(String column) {
        return new Source(List.of(ROW_BEFORE), column);
    }

    @JsonIgnore
    public boolean isBefore() {
        return path.equals(List.of(ROW_BEFORE));
    }

    @JsonIgnore
    public boolean isOwn() {
        return path.isEmpty();
    }

    /** As messages to users name it: a column of another table with its table. */
    public String named() {
        if (isBefore()) {
            return column + " of the row before";
        }
        String key = isOwn() ? "" : path.get(path.size() - 1);
        return isOwn() ? column : key.substring(key.lastIndexOf("->") + 2) + "." + column;
    }

    @Override
    public String toString() {
        return isOwn() ? column : String.join("->", path) + "->" + column;
    }
}
