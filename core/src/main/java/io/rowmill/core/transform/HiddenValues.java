package io.rowmill.core.transform;

import java.util.Objects;

/**
 * How much of a column is hidden by {@link Protection}: numbers, never values.
 *
 * @param rareValues distinct values that too few rows hold
 * @param rareRows rows that hold them
 * @param extremeRows rows below the smallest or above the largest number that can come back
 * @param faked more rows hold rare values than common ones: the column isn't learned, its values are made up
 */
public record HiddenValues(String column, long rareValues, long rareRows, long extremeRows, boolean faked) {
    public HiddenValues {
        Objects.requireNonNull(column);
    }

    /** Of a column that almost all rows have no value in: it comes back empty. */
    static HiddenValues all(String column, long rows) {
        return new HiddenValues(column, rows, rows, 0, false);
    }

    boolean isAny() {
        return rareValues > 0 || extremeRows > 0;
    }
}
