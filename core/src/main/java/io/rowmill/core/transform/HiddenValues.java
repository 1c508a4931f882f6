package io.rowmill.core.transform;

import java.util.Objects;

/**
 * How much of a column is hidden by {@link Protection}: numbers, never values.
 *
 * @param rareValues number of different values that too few rows have
 * @param rareRows number of rows with such values
 * @param extremeRows number of rows below the lower or above the upper bound
 * @param faked true if more rows have rare values than common ones, so the column is invented instead of learned
 */
public record HiddenValues(String column, long rareValues, long rareRows, long extremeRows, boolean faked) {
    public HiddenValues {
        Objects.requireNonNull(column);
    }

    /** For a column that is null in almost all rows: all its synthetic values are null. */
    static HiddenValues all(String column, long rows) {
        return new HiddenValues(column, rows, rows, 0, false);
    }

    boolean isAny() {
        return rareValues > 0 || extremeRows > 0;
    }
}
