package io.rowmill.sources;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.dhatim.fastexcel.reader.Cell;
import org.jspecify.annotations.Nullable;

/** The cells of a sheet as text: numbers plain, dates and times in ISO's order. */
final class XlsxCells {
    /** What a spreadsheet shows of a number. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private XlsxCells() {}

    /** @return null for a blank cell or an empty text */
    static @Nullable String text(Cell cell) {
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return number(cell, number);
        }
        String text = value == null ? null : value.toString();
        return text == null || text.isEmpty() ? null : text;
    }

    private static String number(Cell cell, BigDecimal number) {
        String format = format(cell);
        boolean days = format.matches(".*[yd].*");
        boolean hours = format.matches(".*[hs].*");
        if (!days && !hours) {
            BigDecimal shown = number.round(DIGITS).stripTrailingZeros();
            return shown.toPlainString();
        }
        if (!days && number.compareTo(BigDecimal.ONE) >= 0) {
            return duration(number);
        }
        LocalDateTime time = rounded(cell.asDate());
        return (days && hours ? BOTH : days ? DATE : TIME).format(time);
    }

    /** Hours beyond a day. */
    private static String duration(BigDecimal days) {
        long seconds = Math.round(days.doubleValue() * 86_400);
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A time is a fraction of a day, which is seldom exact. */
    private static LocalDateTime rounded(LocalDateTime time) {
        return time.plusNanos(500_000_000).withNano(0);
    }

    /** The letters that make a format one of dates or times; without texts, colours and conditions. */
    private static String format(Cell cell) {
        String format = cell.getDataFormatString();
        if (format == null || format.equalsIgnoreCase("general")) {
            return "";
        }
        return format.toLowerCase(Locale.ROOT)
                .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
                .replaceAll("\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", "")
                .replaceAll("general|red|e[+-]", "");
    }
}
