package io.rowmill.core.linkage.across;

import io.rowmill.core.format.ExponentNumber;
import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.Spelling;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What cells can be compared. A typed cell becomes a long: equal cells become equal longs, and numbers, times and lengths keep
 * their order.
 */
enum CellType {
    NUMBER,
    /** In microseconds since 1970. */
    TIME,
    /** In nanoseconds. */
    LENGTH,
    TRUTH,
    /** A hash of 64 bits: it has no order. */
    TEXT;

    /** Stands for null. */
    static final long NULL = Long.MIN_VALUE;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();

    static CellType of(ValueFormat format) {
        ValueFormat plain = format instanceof Spellings spellings ? spellings.common() : format.bare();
        if (plain instanceof ValueFormat.WholeNumber
                || plain instanceof ValueFormat.Decimal
                || plain instanceof ValueFormat.Real
                || plain instanceof ExponentNumber) {
            return NUMBER;
        }
        if (plain instanceof ValueFormat.Date || plain instanceof ValueFormat.Timestamp) {
            return TIME;
        }
        if (plain instanceof SpelledDuration) {
            return LENGTH;
        }
        return plain instanceof ValueFormat.Bool ? TRUTH : TEXT;
    }

    boolean isOrdered() {
        return this == NUMBER || this == TIME || this == LENGTH;
    }

    static long value(@Nullable Object typed) {
        if (typed instanceof Spelling spelled) {
            return value(spelled.value());
        }
        if (typed instanceof Number number) {
            return ofNumber(number.doubleValue());
        }
        if (typed instanceof LocalDate date) {
            return Math.multiplyExact(date.toEpochDay(), MICROS_PER_DAY);
        }
        if (typed instanceof LocalDateTime time) {
            return ChronoUnit.MICROS.between(EPOCH, time);
        }
        if (typed instanceof Duration length) {
            return length.toNanos();
        }
        if (typed instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return typed == null ? NULL : hash(typed.toString());
    }

    /** The bits of a double grow with it once those of a negative one are turned over. */
    private static long ofNumber(double number) {
        if (Double.isNaN(number)) {
            return NULL;
        }
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
    }

    /** A number as it is, a time in microseconds since 1970. */
    BigDecimal scalar(long value) {
        return this == NUMBER ? BigDecimal.valueOf(number(value)) : BigDecimal.valueOf(value);
    }

    /** Like {@link #scalar}, as a double. */
    double number(long value) {
        return this == NUMBER ? Double.longBitsToDouble(value >= 0 ? value : value ^ Long.MAX_VALUE) : value;
    }

    /** FNV-1a through the SplitMix64 finalizer. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == NULL ? 0 : hash;
    }

    /** A time as a number: the year, month or day of it. */
    static long part(long time, ChronoUnit unit) {
        if (time == NULL) {
            return NULL;
        }
        LocalDateTime at = EPOCH.plus(time, ChronoUnit.MICROS);
        return ofNumber(
                switch (unit) {
                    case YEARS -> at.getYear();
                    case MONTHS -> at.getMonthValue();
                    default -> at.getDayOfMonth();
                });
    }
}
