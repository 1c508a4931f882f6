package io.rowmill.core.linkage;

import java.util.Objects;

/**
 * A key that leads to one of the rows that refer to the row: a department's manager is one of its employees.
 *
 * @param driver the key, by name, over which these rows refer to the row, and by which they are made
 * @param place which of them it is
 * @param nullRate share of rows without a parent, of those that some row refers to
 */
public record OwnChild(String driver, Place place, double nullRate) {
    /** Of a row among those that refer to the same row. */
    public enum Place {
        /** Any of them. */
        ANY,
        /** The one that comes first, by the column that orders them, if there is one. */
        FIRST,
        /** The one that comes last, by the column that orders them, if there is one. */
        LAST
    }

    public OwnChild {
        Objects.requireNonNull(driver);
        Objects.requireNonNull(place);
        if (!(nullRate >= 0 && nullRate <= 1)) {
            throw new IllegalArgumentException("a share is not within [0, 1]");
        }
    }
}
