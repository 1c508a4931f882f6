package io.rowmill.core.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A length of time, typed as {@link Duration} with microseconds.
 *
 * @param style how it is spelled
 * @param minFraction least digits after the seconds
 * @param maxFraction most digits after the seconds
 * @param padding least digits of the first number
 */
public record SpelledDuration(Style style, int minFraction, int maxFraction, int padding) implements ValueFormat {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** What databases take a month for when they compare intervals. */
    private static final long MONTH = 30 * DAY;

    /** Ways to spell a duration. */
    public enum Style {
        /** {@code 26:10:05.5} */
        HOURS,
        /** {@code 26:10} */
        HOURS_MINUTES,
        /** {@code 87:27.452} */
        MINUTES,
        /** {@code 1 mon 2 days 03:04:05}, as PostgreSQL writes an interval */
        INTERVAL,
        /** {@code P3DT4H5M6.5S} */
        ISO
    }

    public SpelledDuration {
        Objects.requireNonNull(style);
        if (minFraction < 0 || minFraction > maxFraction) {
            throw new IllegalArgumentException("fractions from " + minFraction + " to " + maxFraction);
        }
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable Duration parse(@Nullable String cell) {
        return cell == null ? null : DurationCell.parse(cell, style).length();
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable String format(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        Duration value = (Duration) typed;
        String text = text(value.abs(), value.isNegative() ? "-" : "");
        return value.isNegative() && style != Style.INTERVAL ? "-" + text : text;
    }

    /** @param sign of each part of an interval */
    private String text(Duration value, String sign) {
        BigDecimal exact = BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
        BigDecimal all = exact.setScale(maxFraction, RoundingMode.HALF_EVEN);
        long seconds = all.longValue();
        String fraction = fraction(all.subtract(BigDecimal.valueOf(seconds)));
        return switch (style) {
            case HOURS -> clock(seconds / HOUR, padding, seconds % HOUR) + fraction;
            case HOURS_MINUTES -> padded(seconds / HOUR, padding) + ":" + padded(seconds % HOUR / MINUTE, 2);
            case MINUTES -> padded(seconds / MINUTE, padding) + ":" + padded(seconds % MINUTE, 2) + fraction;
            case INTERVAL -> interval(sign, seconds, fraction);
            case ISO -> iso(seconds, fraction);
        };
    }

    private static String interval(String sign, long seconds, String fraction) {
        StringBuilder out = new StringBuilder();
        unit(out, sign, seconds / MONTH / 12, "year", "years");
        unit(out, sign, seconds / MONTH % 12, "mon", "mons");
        unit(out, sign, seconds % MONTH / DAY, "day", "days");
        long rest = seconds % DAY;
        if (rest > 0 || !fraction.isEmpty() || out.isEmpty()) {
            out.append(sign).append(clock(rest / HOUR, 2, rest % HOUR)).append(fraction);
        }
        return out.toString().strip();
    }

    private static void unit(StringBuilder out, String sign, long count, String one, String several) {
        if (count > 0) {
            out.append(sign)
                    .append(count)
                    .append(' ')
                    .append(count == 1 && sign.isEmpty() ? one : several)
                    .append(' ');
        }
    }

    private static String iso(long seconds, String fraction) {
        StringBuilder out = new StringBuilder("P");
        part(out, seconds / DAY, "D");
        long rest = seconds % DAY;
        if (rest > 0 || !fraction.isEmpty() || out.length() == 1) {
            out.append('T');
            part(out, rest / HOUR, "H");
            part(out, rest % HOUR / MINUTE, "M");
            if (rest % MINUTE > 0 || !fraction.isEmpty() || out.charAt(out.length() - 1) == 'T') {
                out.append(rest % MINUTE).append(fraction).append('S');
            }
        }
        return out.toString();
    }

    private static void part(StringBuilder out, long count, String letter) {
        if (count > 0) {
            out.append(count).append(letter);
        }
    }

    private static String clock(long hours, int padding, long rest) {
        return padded(hours, padding) + ":" + padded(rest / MINUTE, 2) + ":" + padded(rest % MINUTE, 2);
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private String fraction(BigDecimal fraction) {
        BigDecimal stripped = fraction.stripTrailingZeros();
        int digits = Math.max(minFraction, fraction.signum() == 0 ? 0 : stripped.scale());
        return digits == 0
                ? ""
                : fraction.setScale(digits, RoundingMode.UNNECESSARY)
                        .toPlainString()
                        .substring(1);
    }
}
