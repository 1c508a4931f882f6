package io.rowmill.core.transform;

import io.rowmill.core.table.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Typed values of a continuous column as doubles: numbers as they are, dates as epoch days, timestamps as epoch
 * microseconds.
 *
 * @param step timestamps are whole multiples of so many microseconds; 1 for anything else
 */
record NumericScale(ValueFormat format, long step) {
    private static final long[] STEPS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L};

    /** The coarsest unit of time (day, hour, minute, second, milli-, microsecond), narrowed by {@link #narrow}. */
    static long coarsestStep() {
        return STEPS[0];
    }

    static long narrow(long step, Object typed) {
        if (!(typed instanceof LocalDateTime time)) {
            return 1;
        }
        long micros = micros(time);
        for (long candidate : STEPS) {
            if (candidate <= step && micros % candidate == 0) {
                return candidate;
            }
        }
        return 1;
    }

    double toDouble(Object typed) {
        if (typed instanceof Number number) {
            return number.doubleValue();
        }
        return typed instanceof LocalDate date ? date.toEpochDay() : micros((LocalDateTime) typed);
    }

    /** Distance of neighbouring values that the format can write, on this scale; 0: there is none. */
    double unit() {
        if (format instanceof ValueFormat.Decimal decimal) {
            return Math.pow(10, -decimal.maxDecimals());
        }
        if (format instanceof ValueFormat.Real real) {
            return real.scientific() ? 0 : Math.pow(10, -real.maxDecimals());
        }
        return step;
    }

    /** The typed value nearest to {@code value} that the format can write. */
    Comparable<?> fromDouble(double value) {
        if (format instanceof ValueFormat.WholeNumber) {
            return Math.round(value);
        }
        if (format instanceof ValueFormat.Decimal decimal) {
            return BigDecimal.valueOf(value).setScale(decimal.maxDecimals(), RoundingMode.HALF_EVEN);
        }
        if (format instanceof ValueFormat.Real real) {
            return rounded(value, real);
        }
        if (format instanceof ValueFormat.Date) {
            return LocalDate.ofEpochDay(Math.round(value));
        }
        if (format instanceof ValueFormat.Timestamp) {
            return LocalDateTime.of(1970, 1, 1, 0, 0).plus(Math.round(value / step) * step, ChronoUnit.MICROS);
        }
        throw new IllegalArgumentException("not a continuous format: " + format);
    }

    /** The nearest value the format can write in the direction of {@code mode}: what bounds are rounded with. */
    Comparable<?> writable(Object typed, RoundingMode mode) {
        if (format instanceof ValueFormat.Decimal decimal) {
            return ((BigDecimal) typed).setScale(decimal.maxDecimals(), mode);
        }
        if (format instanceof ValueFormat.Real real && !real.scientific()) {
            return BigDecimal.valueOf((Double) typed)
                    .setScale(real.maxDecimals(), mode)
                    .doubleValue();
        }
        return (Comparable<?>) typed;
    }

    private static Double rounded(double value, ValueFormat.Real real) {
        return real.scientific()
                ? value
                : BigDecimal.valueOf(value)
                        .setScale(real.maxDecimals(), RoundingMode.HALF_EVEN)
                        .doubleValue();
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }
}
