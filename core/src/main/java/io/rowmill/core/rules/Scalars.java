package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Typed numbers and times on one scale: numbers as they are, times in microseconds since 1970. */
final class Scalars {
    static final long DAY = 86_400_000_000L;
    private static final long SECOND = 1_000_000L;
    private static final int NANOS = 1_000;
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();

    private Scalars() {}

    /** Whether values of the format are on a scale and can be written again wherever they come out. */
    static boolean isScalar(ValueFormat format) {
        return isNumber(format) || isTime(format);
    }

    static boolean isNumber(ValueFormat format) {
        return format instanceof ValueFormat.WholeNumber
                || format instanceof ValueFormat.Decimal
                || format instanceof ValueFormat.Real;
    }

    static boolean isTime(ValueFormat format) {
        return format instanceof ValueFormat.Date || format instanceof ValueFormat.Timestamp;
    }

    /** @return null for null, or for a number that is none */
    static @Nullable BigDecimal of(@Nullable Object typed) {
        if (typed instanceof BigDecimal decimal) {
            return decimal;
        } else if (typed instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        } else if (typed instanceof Double real) {
            return Double.isFinite(real) ? BigDecimal.valueOf(real) : null;
        }
        return typed != null && isMoment(typed) ? BigDecimal.valueOf(micros(typed)) : null;
    }

    /** Like {@link #of}, as a double; NaN: null, or a number that is none. */
    static double number(@Nullable Object typed) {
        if (typed instanceof Number number) {
            double value = number.doubleValue();
            return Double.isInfinite(value) && typed instanceof Double ? Double.NaN : value;
        }
        return typed != null && isMoment(typed) ? micros(typed) : Double.NaN;
    }

    static boolean isMoment(Object typed) {
        return typed instanceof LocalDate || typed instanceof LocalDateTime;
    }

    /** Since 1970. */
    static long micros(Object time) {
        if (time instanceof LocalDate date) {
            return Math.multiplyExact(date.toEpochDay(), DAY);
        }
        return ChronoUnit.MICROS.between(EPOCH, (LocalDateTime) time);
    }

    /** What is computed of large numbers may be beyond those that a column can have. */
    private static long whole(BigDecimal value) {
        return value.min(GREATEST).max(LEAST).longValue();
    }

    /** The value as the format types it, rounded where it has to be. */
    static Object typed(BigDecimal value, ValueFormat format, RoundingMode rounding) {
        if (format instanceof ValueFormat.WholeNumber) {
            return whole(value.setScale(0, rounding));
        } else if (format instanceof ValueFormat.Decimal decimal) {
            return value.scale() > decimal.maxDecimals() ? value.setScale(decimal.maxDecimals(), rounding) : value;
        } else if (format instanceof ValueFormat.Real) {
            return value.doubleValue();
        }
        long micros = value.setScale(0, rounding).longValue();
        if (format instanceof ValueFormat.Date) {
            long days = rounding == RoundingMode.CEILING ? -Math.floorDiv(-micros, DAY) : Math.floorDiv(micros, DAY);
            return LocalDate.ofEpochDay(days);
        }
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * NANOS, ZoneOffset.UTC);
    }
}
