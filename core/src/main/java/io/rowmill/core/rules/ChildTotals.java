package io.rowmill.core.rules;

import org.jspecify.annotations.Nullable;

/** Totals of the rows that refer to the rows that are completed. */
@FunctionalInterface
public interface ChildTotals {
    /** These rows aren't known yet, or never will be: all totals are null. */
    ChildTotals UNKNOWN = (total, rows) -> new Object[rows];

    /** @return a value per row, as the total's format types it */
    @Nullable
    Object[] of(Total total, int rows);
}
