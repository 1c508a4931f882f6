package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;

/**
 * A column that another one is made from.
 *
 * @param path names of the relationships that lead up to the row of the column, from child to parent; empty: the row itself
 * @param column of that row
 */
public record Source(List<String> path, String column) {
    public Source {
        path = List.copyOf(path);
        Objects.requireNonNull(column);
    }

    /** A column of the same row. */
    public static Source own(String column) {
        return new Source(List.of(), column);
    }

    @JsonIgnore
    public boolean isOwn() {
        return path.isEmpty();
    }

    /** As messages to users name it: a column of another table with its table. */
    public String named() {
        String key = isOwn() ? "" : path.get(path.size() - 1);
        return isOwn() ? column : key.substring(key.lastIndexOf("->") + 2) + "." + column;
    }

    @Override
    public String toString() {
        return isOwn() ? column : String.join("->", path) + "->" + column;
    }
}
