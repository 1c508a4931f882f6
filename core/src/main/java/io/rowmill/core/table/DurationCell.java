package io.rowmill.core.table;

import io.rowmill.core.table.SpelledDuration.Style;
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
                                    "(?<sign>-)?(?:(?<year>\\d{1,4}) years? ?)?(?:(?<mon>\\d{1,6}) mon(?:th)?s? ?)?"
                                            + "(?:(?<day>\\d{1,7}) days?,? ?)?(?:(?<hour>\\d{1,6}):(?<min>[0-5]\\d):(?<sec>[0-5]\\d(?:\\.\\d{1,9})?))?"),
                    Style.ISO,
                            Pattern.compile(
                                    "(?<sign>-)?P(?:(?<year>\\d{1,4})Y)?(?:(?<mon>\\d{1,6})M)?(?:(?<day>\\d{1,7})D)?"
                                            + "(?:T(?:(?<hour>\\d{1,7})H)?(?:(?<min>\\d{1,8})M)?(?:(?<sec>\\d{1,9}(?:\\.\\d{1,9})?)S)?)?")));

    private static final Map<String, Long> SECONDS =
            Map.of("year", 360L * 86_400, "mon", 30L * 86_400, "day", 86_400L, "hour", 3_600L, "min", 60L);

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
        return matcher.matches() ? read(matcher) : null;
    }

    private static DurationCell read(Matcher matcher) {
        Duration length = Duration.ZERO;
        for (Map.Entry<String, Long> unit : SECONDS.entrySet()) {
            String digits = group(matcher, unit.getKey());
            length = digits == null ? length : length.plusSeconds(Long.parseLong(digits) * unit.getValue());
        }
        int fraction = 0;
        String seconds = group(matcher, "sec");
        if (seconds != null) {
            BigDecimal exact = new BigDecimal(seconds);
            fraction = exact.scale();
            length = length.plusNanos(exact.movePointRight(6).longValue() * 1_000);
        }
        String first = group(matcher, "hour") != null ? group(matcher, "hour") : group(matcher, "min");
        return new DurationCell(
                matcher.group("sign") == null ? length : length.negated(),
                fraction,
                first == null ? 1 : first.length());
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("(?<" + name + ">") ? matcher.group(name) : null;
    }
}
