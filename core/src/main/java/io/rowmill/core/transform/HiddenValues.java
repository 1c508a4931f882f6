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

    boolean isAny() {
        return rareValues > 0 || extremeRows > 0;
    }
}
