package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The values that a column can have: what its cells can say, or multiples of a number. Times are in microseconds since 1970. */
final class Grid {
    private static final int MICROS = 6;
    private static final long SECOND = 1_000_000L;
    /** From one value to a later one of a format, in microseconds. */
    private static final long[] STEPS = {
        1_000L, SECOND, 60 * SECOND, 3_600 * SECOND, Scalars.DAY, 31 * Scalars.DAY, 366 * Scalars.DAY
    };

    private final ValueFormat format;
    private final @Nullable BigDecimal step;

    /**
     * @param format a number's or a time's
     * @param increment null: whatever the format can write
     */
    Grid(ValueFormat format, @Nullable BigDecimal increment) {
        this.format = format.bare();
        this.step = increment != null ? increment : step(this.format);
    }

    /** Null: of a time. */
    private static @Nullable BigDecimal step(ValueFormat format) {
        if (format instanceof ValueFormat.WholeNumber) {
            return BigDecimal.ONE;
        } else if (format instanceof ValueFormat.Decimal decimal) {
            return BigDecimal.ONE.scaleByPowerOfTen(-decimal.maxDecimals());
        } else if (format instanceof ValueFormat.Real real) {
            return BigDecimal.ONE.scaleByPowerOfTen(-real.maxDecimals());
        } else if (Scalars.isTime(format)) {
            return null;
        }
        throw new IllegalArgumentException("no number and no time");
    }

    /** Such numbers are written as they are. */
    private boolean isFree() {
        return format instanceof ValueFormat.Real real && real.scientific();
    }

    private static BigDecimal beside(BigDecimal limit, double direction) {
        return BigDecimal.valueOf(Math.nextAfter(limit.doubleValue(), direction));
    }

    /** The greatest value that is not above the limit, or below it. */
    BigDecimal floor(BigDecimal limit, boolean strict) {
        if (step == null) {
            BigDecimal written = written(limit);
            return strict && written.compareTo(limit) >= 0 ? written(limit.subtract(BigDecimal.ONE)) : written;
        }
        if (isFree()) {
            return strict ? beside(limit, Double.NEGATIVE_INFINITY) : limit;
        }
        BigDecimal whole = multiple(limit, step, RoundingMode.FLOOR);
        return strict && whole.compareTo(limit) >= 0 ? whole.subtract(step) : whole;
    }

    /** The least value that is not below the limit, or above it. */
    BigDecimal ceiling(BigDecimal limit, boolean strict) {
        if (step == null) {
            BigDecimal written = written(limit);
            return written.compareTo(limit) > 0 || (!strict && written.compareTo(limit) == 0) ? written : next(limit);
        }
        if (isFree()) {
            return strict ? beside(limit, Double.POSITIVE_INFINITY) : limit;
        }
        BigDecimal whole = multiple(limit, step, RoundingMode.CEILING);
        return strict && whole.compareTo(limit) <= 0 ? whole.add(step) : whole;
    }

    /** The value itself, or the nearest one that the column can have. */
    BigDecimal nearest(BigDecimal value) {
        if (isFree()) {
            return value;
        }
        return step == null ? written(value) : multiple(value, step, RoundingMode.HALF_UP);
    }

    private static BigDecimal multiple(BigDecimal value, BigDecimal step, RoundingMode rounding) {
        return value.divide(step, 0, rounding).multiply(step);
    }

    /** A time as its cell says it, which is never later. */
    private BigDecimal written(BigDecimal time) {
        Object typed = format.parse(format.format(Scalars.typed(time, format, RoundingMode.FLOOR)));
        return time(typed);
    }

    private static BigDecimal time(@Nullable Object typed) {
        BigDecimal time = Scalars.of(typed);
        if (time == null) {
            throw new IllegalStateException("a time without a value");
        }
        return time;
    }

    private BigDecimal next(BigDecimal limit) {
        BigDecimal from = written(limit);
        long finest = format instanceof ValueFormat.Timestamp timestamp && timestamp.minFraction() > 0
                ? (long) Math.pow(10, Math.max(0, MICROS - timestamp.minFraction()))
                : STEPS[0];
        BigDecimal first = written(from.add(BigDecimal.valueOf(finest)));
        if (first.compareTo(limit) > 0) {
            return first;
        }
        for (long step : STEPS) {
            BigDecimal later = written(from.add(BigDecimal.valueOf(step)));
            if (later.compareTo(limit) > 0) {
                return later;
            }
        }
        throw new IllegalStateException("a format that writes no later time");
    }
}
