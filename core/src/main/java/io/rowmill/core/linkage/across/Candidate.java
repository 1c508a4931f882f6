package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRule.Kind;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import java.time.temporal.ChronoUnit;

/**
 * Something that may hold between two columns.
 *
 * @param own the row's column
 * @param of the parent's column
 * @param chance share of the rows in which it would hold by chance
 */
record Candidate(Parent parent, Column own, Column of, Kind kind, double chance) {
    /** Neither value is null. */
    boolean holds(long value, long parentValue) {
        return holds(kind, value, compared(kind, parentValue));
    }

    /** @param compared the parent's value as {@link #compared} gives it */
    static boolean holds(Kind kind, long own, long compared) {
        return switch (kind) {
            case AT_LEAST -> own >= compared;
            case AT_MOST -> own <= compared;
            default -> own == compared;
        };
    }

    /** What the row's value is compared with; null stays null. */
    static long compared(Kind kind, long parentValue) {
        return switch (kind) {
            case YEAR -> CellType.part(parentValue, ChronoUnit.YEARS);
            case MONTH -> CellType.part(parentValue, ChronoUnit.MONTHS);
            case DAY -> CellType.part(parentValue, ChronoUnit.DAYS);
            default -> parentValue;
        };
    }
}
