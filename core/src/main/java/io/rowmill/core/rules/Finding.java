package io.rowmill.core.rules;

import java.util.List;
import java.util.Objects;

/**
 * A given cell that can't stand.
 *
 * @param row index of its row
 * @param by columns of the row that stand against it, or that it lacks
 */
public record Finding(int row, String column, Kind kind, List<String> by) {
    /** What is wrong with it. */
    public enum Kind {
        /** It is not written as in the source. */
        WRITTEN_OTHERWISE,
        /** It is none that the column can have. */
        UNKNOWN,
        /** Its column is made from others, and these aren't given. */
        OPEN,
        /** The others that are given never stand with it. */
        CONTRADICTED
    }

    public Finding {
        Objects.requireNonNull(column);
        Objects.requireNonNull(kind);
        by = List.copyOf(by);
    }
}
