package io.rowmill.core.format;

import io.rowmill.core.format.SpelledDuration.Style;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell read as a duration.
 *
 * @param length how long
 * @param fraction digits after the seconds
 * @param firstDigits digits of the first number
 */
record DurationCell(Duration length, int fraction, int firstDigits) {
    private static final Map<Style, Pattern> PATTERNS = new EnumMap<>(
            Map.of(
                    Style.HOURS,
                            Pattern.compile(
                                    "(?<sign>-)?(?<hour>\\d{1,6}):(?<min>[0-5]\\d):(?<sec>[0-5]\\d(?:\\.\\d{1,9})?)"),
                    Style.HOURS_MINUTES, Pattern.compile("(?<sign>-)?(?<hour>\\d{1,6}):(?<min>[0-5]\\d)"),
                    Style.MINUTES, Pattern.compile("(?<sign>-)?(?<min>\\d{1,6}):(?<sec>[0-5]\\d\\.\\d{1,9})"),
                    Style.INTERVAL,
                            Pattern.compile(
                                    "(?:(?<year>[-+]?\\d{1,4}) years? ?)?(?:(?<mon>[-+]?\\d{1,6}) mon(?:th)?s? ?)?"
                                            + "(?:(?<day>[-+]?\\d{1,7}) days?,? ?)?(?:(?<sign>[-+])?(?<hour>\\d{1,6}):(?<min>[0-5]\\d):(?<sec>[0-5]\\d(?:\\.\\d{1,9})?))?"),
                    Style.ISO,
                            Pattern.compile(
                                    "(?<sign>-)?P(?:(?<year>\\d{1,4})Y)?(?:(?<mon>\\d{1,6})M)?(?:(?<day>\\d{1,7})D)?"
                                            + "(?:T(?:(?<hour>\\d{1,7})H)?(?:(?<min>\\d{1,8})M)?(?:(?<sec>\\d{1,9}(?:\\.\\d{1,9})?)S)?)?")));

    private static final Map<String, Long> CALENDAR =
            Map.of("year", 360L * 86_400, "mon", 30L * 86_400, "day", 86_400L);
    private static final Map<String, Long> CLOCK = Map.of("hour", 3_600L, "min", 60L);

    /** @throws ValueFormatException if the cell isn't spelled that way */
    static DurationCell parse(String cell, Style style) {
        DurationCell parsed = parseOrNull(cell, style);
        if (parsed == null) {
            throw new ValueFormatException("a duration spelled like the others of the column");
        }
        return parsed;
    }

    static @Nullable DurationCell parseOrNull(String cell, Style style) {
        String text = cell.strip();
        Pattern pattern = PATTERNS.get(style);
        if (pattern == null || text.isEmpty() || text.endsWith("P") || text.endsWith("T")) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? read(matcher, style == Style.ISO) : null;
    }

    private static Duration sum(Matcher matcher, Map<String, Long> units) {
        Duration length = Duration.ZERO;
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            String digits = group(matcher, unit.getKey());
            length = digits == null ? length : length.plusSeconds(Long.parseLong(digits) * unit.getValue());
        }
        return length;
    }

    /** @param signOfAll a sign is that of the days, too, which otherwise have their own */
    private static DurationCell read(Matcher matcher, boolean signOfAll) {
        Duration days = sum(matcher, CALENDAR);
        Duration clock = sum(matcher, CLOCK);
        int fraction = 0;
        String seconds = group(matcher, "sec");
        if (seconds != null) {
            BigDecimal exact = new BigDecimal(seconds);
            fraction = exact.scale();
            clock = clock.plusNanos(exact.movePointRight(6).longValue() * 1_000);
        }
        String first = group(matcher, "hour") != null ? group(matcher, "hour") : group(matcher, "min");
        boolean negative = "-".equals(matcher.group("sign"));
        Duration length = (negative && signOfAll ? days.negated() : days).plus(negative ? clock.negated() : clock);
        return new DurationCell(length, fraction, first == null ? 1 : first.length());
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("(?<" + name + ">") ? matcher.group(name) : null;
    }
}
