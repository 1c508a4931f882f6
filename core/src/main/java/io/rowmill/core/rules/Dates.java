package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Numbers of dates. */
final class Dates {
    private Dates() {}

    /** @return -1: the value is no date */
    static int part(@Nullable Object time, Part part) {
        LocalDate date =
                time instanceof LocalDateTime stamp ? stamp.toLocalDate() : time instanceof LocalDate day ? day : null;
        if (date == null) {
            return -1;
        }
        return switch (part) {
            case YEAR -> date.getYear();
            case MONTH -> date.getMonthValue();
            case DAY -> date.getDayOfMonth();
        };
    }

    static @Nullable Object[] parts(DatePart rule, @Nullable Object[] source) {
        @Nullable Object[] out = new Object[source.length];
        for (int row = 0; row < source.length; row++) {
            if (source[row] != null) {
                BigDecimal number = BigDecimal.valueOf(part(source[row], rule.part()));
                out[row] = Scalars.typed(number, rule.format(), RoundingMode.HALF_EVEN);
            }
        }
        return out;
    }
}
