package io.rowmill.core.transform;

import io.rowmill.core.format.ExponentNumber;
import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Typed values of a continuous column as doubles: numbers as they are, dates as epoch days, timestamps as epoch
 * microseconds.
 *
 * @param step values are whole multiples of so many units: microseconds, days, or the last decimal place of a number
 */
record NumericScale(ValueFormat format, long step) {
    NumericScale {
        format = format.bare();
    }

    private static final long[] STEPS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L};

    private static final int MAX_ZEROS = 9;
    /** All whole numbers up to this one are doubles. */
    private static final long MAX_EXACT = 1L << 53;

    private static final int DOUBLE_DIGITS = 15;

    /** Share of the numbers; the others are moved to their neighbours. */
    private static final double ON_LATTICE = 0.95;

    /** The coarsest unit of time (day, hour, minute, second, milli-, microsecond), narrowed by {@link #narrow}. */
    static long coarsestStep() {
        return STEPS[0];
    }

    static long narrow(long step, Object typed) {
        if (!(typed instanceof LocalDateTime) && !(typed instanceof Duration)) {
            return 1;
        }
        long micros = typed instanceof Duration length ? micros(length) : micros((LocalDateTime) typed);
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
        if (typed instanceof Duration length) {
            return micros(length);
        }
        return typed instanceof LocalDate date ? date.toEpochDay() : micros((LocalDateTime) typed);
    }

    /** The typed value is another number than its double. */
    static boolean isInexact(Object typed, double number) {
        if (typed instanceof Long whole) {
            return Math.abs(whole) > MAX_EXACT && (long) number != whole;
        }
        return typed instanceof BigDecimal decimal
                && decimal.precision() > DOUBLE_DIGITS
                && BigDecimal.valueOf(number).compareTo(decimal) != 0;
    }

    /** Distance of neighbouring values that the format can write, on this scale; 0: there is none. */
    double unit() {
        if (format instanceof ValueFormat.Decimal decimal) {
            return step * Math.pow(10, -decimal.maxDecimals());
        }
        if (format instanceof ValueFormat.Real real) {
            return real.scientific() ? 0 : step * Math.pow(10, -real.maxDecimals());
        }
        return format instanceof ExponentNumber ? 0 : step;
    }

    /** The typed value nearest to {@code value} that the format can write. */
    Comparable<?> fromDouble(double value) {
        if (format instanceof ValueFormat.WholeNumber) {
            return Math.round(value / step) * step;
        }
        if (format instanceof ValueFormat.Decimal decimal) {
            return rounded(value, decimal.maxDecimals());
        }
        if (format instanceof ValueFormat.Real real) {
            return real.scientific()
                    ? (Double) value
                    : (Double) rounded(value, real.maxDecimals()).doubleValue();
        }
        if (format instanceof ExponentNumber) {
            return (Double) Double.parseDouble(Objects.requireNonNull(format.format(value)));
        }
        if (format instanceof SpelledDuration) {
            return Duration.of(Math.round(value / step) * step, ChronoUnit.MICROS);
        }
        if (format instanceof ValueFormat.Date) {
            return LocalDate.ofEpochDay(Math.round(value));
        }
        if (format instanceof ValueFormat.Timestamp) {
            return LocalDateTime.of(1970, 1, 1, 0, 0).plus(Math.round(value / step) * step, ChronoUnit.MICROS);
        }
        throw new IllegalArgumentException("not a continuous format: " + format);
    }

    /**
     * Like {@link #fromDouble(double)}, with the last digits of a number that a double can't tell from its neighbours.
     *
     * @param draw in [0, 1): which of them
     */
    Comparable<?> fromDouble(double value, double draw) {
        double ulp = Math.ulp(value);
        boolean exact = format instanceof ValueFormat.WholeNumber || format instanceof ValueFormat.Decimal;
        if (!exact || ulp <= unit()) {
            return fromDouble(value);
        }
        int decimals = Math.max(0, decimals(format));
        BigDecimal number = new BigDecimal(value).add(new BigDecimal(ulp).multiply(BigDecimal.valueOf(draw - 0.5)));
        BigDecimal unit = BigDecimal.valueOf(step, decimals);
        BigDecimal written = number.divide(unit, 0, RoundingMode.HALF_EVEN)
                .multiply(unit)
                .setScale(decimals, RoundingMode.HALF_EVEN);
        return format instanceof ValueFormat.WholeNumber ? (Comparable<?>) written.longValue() : written;
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

    private BigDecimal rounded(double value, int decimals) {
        BigDecimal number = BigDecimal.valueOf(value);
        if (step == 1) {
            return number.setScale(decimals, RoundingMode.HALF_EVEN);
        }
        BigDecimal unit = BigDecimal.valueOf(step, decimals);
        return number.divide(unit, 0, RoundingMode.HALF_EVEN).multiply(unit).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /**
     * The largest power of ten of which nearly all of the numbers are whole multiples, in units of the last decimal place: lengths in
     * tens, prices in hundreds. 1 for times.
     *
     * @param weights how often each is there
     */
    static long lattice(ValueFormat format, double[] numbers, double[] weights) {
        int decimals = decimals(format.bare());
        if (decimals < 0) {
            return 1;
        }
        double[] atLeast = new double[MAX_ZEROS + 1];
        double total = 0;
        for (int i = 0; i < numbers.length; i++) {
            total += weights[i];
            for (int zeros = zeros(numbers[i], decimals); zeros >= 0; zeros--) {
                atLeast[zeros] += weights[i];
            }
        }
        long lattice = 1;
        for (int zeros = 1; zeros <= MAX_ZEROS && atLeast[zeros] > ON_LATTICE * total; zeros++) {
            lattice *= 10;
        }
        return lattice;
    }

    /** @return -1: not a number in decimal places */
    private static int decimals(ValueFormat format) {
        if (format instanceof ValueFormat.WholeNumber) {
            return 0;
        }
        if (format instanceof ValueFormat.Decimal decimal) {
            return decimal.maxDecimals();
        }
        return format instanceof ValueFormat.Real real && !real.scientific() ? real.maxDecimals() : -1;
    }

    /** Zeros at the end of a number that is written with so many decimals, from 0 to {@link #MAX_ZEROS}. */
    private static int zeros(double number, int decimals) {
        BigDecimal stripped = BigDecimal.valueOf(number).stripTrailingZeros();
        return stripped.signum() == 0 ? MAX_ZEROS : Math.max(0, Math.min(MAX_ZEROS, decimals - stripped.scale()));
    }

    private static long micros(Duration length) {
        return length.getSeconds() * 1_000_000 + length.getNano() / 1_000;
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }
}
