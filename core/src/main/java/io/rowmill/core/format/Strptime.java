package io.rowmill.core.format;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DecimalStyle;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A strptime/strftime format, as the SDV metadata spells datetime formats. Reads numbers with or without padding, as
 * Python does; writes them padded, or unpadded for {@code %-m}, {@code %-d} and the like. As in GNU's strftime, {@code %^b} is
 * written in capitals and {@code %#p} in small letters; {@code %#b} too is small here. {@code ,%f} is a fraction after a comma.
 */
final class Strptime {
    private static final int MICROS = 6;
    private static final int NANOS = 9;
    private static final String BEFORE_CHRIST = " BC";
    private static final int YEAR_DIGITS = 4;
    /** Years after which the calendar repeats itself. */
    private static final int CYCLE = 400;

    private static final int CYCLE_START = 2000;
    private static final char UPPER = '^';
    private static final char LOWER = '#';
    private static final char NO_FLAG = ' ';
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String[] DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    private static final Map<Key, Strptime> CACHE = new ConcurrentHashMap<>();
    private static final Map<String, Strptime> PLAIN = new ConcurrentHashMap<>();
    private static final int MAX_CACHED = 1_000;

    private final Optional<NumericDateLayout> numeric;
    /** The format ends in a fraction that may be missing. */
    private final boolean fraction;

    private final DateTimeFormatter reader;
    private final DateTimeFormatter writer;
    private final boolean offset;
    private final boolean time;
    private final boolean yearFirst;

    /** Where times with an offset are written. */
    private final ZoneOffset writtenAt;

    private record Key(String format, int minFraction, @Nullable String offset) {}

    private Strptime(Key key) {
        String format = key.format;
        this.fraction = format.endsWith(".%f");
        this.numeric = NumericDateLayout.of(fraction ? format.substring(0, format.length() - ".%f".length()) : format);
        this.reader = build(format, 0, true);
        this.writer = build(
                key.offset == null ? format : format.replace("%z", key.offset.replace("%", "%%")),
                key.minFraction,
                false);
        this.offset = format.contains("%z");
        this.yearFirst = format.startsWith("%Y") || format.startsWith("%F");
        this.writtenAt = key.offset == null ? ZoneOffset.UTC : ZoneOffset.of(key.offset);
        this.time = format.matches("(?s).*%-?[HIMSfTXRc].*");
    }

    /** Asked for each cell of most columns of times, so a name is all that it takes to find it. */
    static Strptime of(String format) {
        Strptime known = PLAIN.get(format);
        if (known == null) {
            known = of(format, 0);
            if (PLAIN.size() < MAX_CACHED) {
                PLAIN.put(format, known);
            }
        }
        return known;
    }

    static Strptime of(String format, int minFraction) {
        return of(format, minFraction, null);
    }

    /**
     * @param offset how {@code %z} is written ({@code +02:00}); null: in UTC
     * @throws IllegalArgumentException if the format has a directive that isn't supported
     */
    static Strptime of(String format, int minFraction, @Nullable String offset) {
        Key key = new Key(format, minFraction, offset);
        Strptime known = CACHE.get(key);
        if (known == null) {
            known = new Strptime(key);
            if (CACHE.size() < MAX_CACHED) {
                CACHE.put(key, known);
            }
        }
        return known;
    }

    /** Has a directive smaller than a day. */
    boolean hasTime() {
        return time;
    }

    /** Ends like PostgreSQL's dates before the year 1: {@code 0044-03-15 BC}. */
    static boolean isBeforeChrist(String cell) {
        return cell.endsWith(BEFORE_CHRIST);
    }

    static String withoutEra(String cell) {
        return cell.substring(0, cell.length() - BEFORE_CHRIST.length());
    }

    /** @throws ValueFormatException if the cell doesn't follow the format or is no date of the calendar */
    LocalDateTime parse(String cell) {
        LocalDateTime quick = quick(cell, false);
        if (quick != null) {
            return quick;
        }
        return yearFirst && isBeforeChrist(cell) ? parseBeforeChrist(withoutEra(cell)) : parseClosely(cell);
    }

    /** The calendar's year 0 is 1 BC; a year of our time stands in for it that has the same days. */
    private LocalDateTime parseBeforeChrist(String cell) {
        if (!cell.matches("\\d{4}.*")) {
            throw new ValueFormatException("a date of the column's format");
        }
        int year = 1 - Integer.parseInt(cell.substring(0, YEAR_DIGITS));
        return parseClosely(standIn(year) + cell.substring(YEAR_DIGITS)).withYear(year);
    }

    private static int standIn(int year) {
        return CYCLE_START + Math.floorMod(year, CYCLE);
    }

    private @Nullable LocalDateTime quick(String cell, boolean onlyPadded) {
        if (numeric.isEmpty()) {
            return null;
        }
        int point = fraction ? cell.lastIndexOf('.') : -1;
        String whole = point < 0 ? cell : cell.substring(0, point);
        if (onlyPadded && !numeric.get().isPadded(whole)) {
            return null;
        }
        LocalDateTime value = numeric.get().parse(whole);
        return value == null || point < 0 ? value : withMicros(value, cell, point + 1);
    }

    /** @return null if the digits need a closer look */
    private static @Nullable LocalDateTime withMicros(LocalDateTime value, String cell, int from) {
        int digits = cell.length() - from;
        if (digits < 1 || digits > NANOS) {
            return null;
        }
        int micros = 0;
        for (int i = 0; i < MICROS; i++) {
            char c = i < digits ? cell.charAt(from + i) : '0';
            if (c < '0' || c > '9') {
                return null;
            }
            micros = 10 * micros + c - '0';
        }
        for (int i = MICROS; i < digits; i++) {
            if (cell.charAt(from + i) < '0' || cell.charAt(from + i) > '9') {
                return null;
            }
        }
        return value.withNano(1_000 * micros);
    }

    /** The value of a cell of nothing but padded numbers and a fraction; empty if a closer look is needed. */
    Optional<LocalDateTime> padded(String cell) {
        return Optional.ofNullable(quick(cell, true));
    }

    /** By the general reader, which takes everything the format allows. */
    LocalDateTime parseClosely(String cell) {
        try {
            TemporalAccessor parsed = reader.parse(cell);
            if (offset) {
                return OffsetDateTime.from(parsed)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.MICROS);
            }
            LocalTime timeOfDay = parsed.query(TemporalQueries.localTime());
            return LocalDate.from(parsed)
                    .atTime(timeOfDay == null ? LocalTime.MIDNIGHT : timeOfDay)
                    .truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new ValueFormatException(
                    time ? "a date and time of the column's format" : "a date of the column's format");
        }
    }

    /**
     * @param cell that was parsed to {@code value}
     * @return whether the value is written that way
     */
    boolean writes(LocalDateTime value, String cell) {
        return (!fraction && numeric.isPresent() && numeric.get().isPadded(cell))
                || format(value).equals(cell);
    }

    String format(LocalDateTime value) {
        if (yearFirst && value.getYear() <= 0) {
            String text = formatCommon(value.withYear(standIn(value.getYear())));
            return String.format(Locale.ROOT, "%04d", 1 - value.getYear())
                    + text.substring(YEAR_DIGITS)
                    + BEFORE_CHRIST;
        }
        return formatCommon(value);
    }

    private String formatCommon(LocalDateTime value) {
        return offset
                ? writer.format(value.atOffset(ZoneOffset.UTC).withOffsetSameInstant(writtenAt))
                : writer.format(value);
    }

    private static DateTimeFormatter build(String format, int minFraction, boolean reading) {
        DateTimeFormatterBuilder out = new DateTimeFormatterBuilder().parseCaseInsensitive();
        boolean year = append(out, format, minFraction, reading);
        if (reading) {
            applyDefaults(out, format, year);
        }
        DecimalStyle decimals =
                format.contains(",%f") ? DecimalStyle.STANDARD.withDecimalSeparator(',') : DecimalStyle.STANDARD;
        return out.toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT)
                .withDecimalStyle(decimals);
    }

    private static void applyDefaults(DateTimeFormatterBuilder out, String format, boolean year) {
        if (!year) {
            out.parseDefaulting(ChronoField.YEAR, 1900);
        }
        if (format.contains("M") && !format.matches("(?s).*%-?[HITXRc].*")) {
            out.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        }
        if (!format.contains("%j")) {
            out.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
            out.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
    }

    /** @return whether a year is part of the format */
    private static boolean append(DateTimeFormatterBuilder out, String format, int minFraction, boolean reading) {
        boolean year = false;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if ((c == '.' || c == ',') && format.startsWith("%f", i + 1)) {
                out.appendFraction(ChronoField.NANO_OF_SECOND, reading ? 0 : minFraction, reading ? 9 : MICROS, true);
                i += 2;
            } else if (c != '%') {
                out.appendLiteral(c);
            } else {
                char flag = i + 1 < format.length() ? format.charAt(i + 1) : '%';
                boolean unpadded = flag == '-';
                boolean flagged = unpadded || flag == UPPER || flag == LOWER;
                i += flagged ? 2 : 1;
                char directive = i < format.length() ? format.charAt(i) : '%';
                if (appendName(out, directive, flagged ? flag : NO_FLAG)) {
                    continue;
                }
                boolean adjacent = format.startsWith("%", i + 1) && !format.startsWith("%%", i + 1);
                boolean variable = reading ? unpadded || !adjacent : unpadded;
                year |= "YyFDxcG".indexOf(directive) >= 0;
                appendDirective(out, directive, variable, minFraction, reading);
            }
        }
        return year;
    }

    private static void appendDirective(
            DateTimeFormatterBuilder out, char directive, boolean variable, int minFraction, boolean reading) {
        switch (directive) {
            case 'Y' -> out.appendValue(ChronoField.YEAR, 4);
            case 'y' -> out.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1969, 1, 1));
            case 'm' -> number(out, ChronoField.MONTH_OF_YEAR, 2, variable);
            case 'd' -> number(out, ChronoField.DAY_OF_MONTH, 2, variable);
            case 'e' -> spacePadded(out, ChronoField.DAY_OF_MONTH, reading);
            case 'j' -> number(out, ChronoField.DAY_OF_YEAR, 3, variable);
            case 'H' -> number(out, ChronoField.HOUR_OF_DAY, 2, variable);
            case 'I' -> number(out, ChronoField.CLOCK_HOUR_OF_AMPM, 2, variable);
            case 'M' -> number(out, ChronoField.MINUTE_OF_HOUR, 2, variable);
            case 'S' -> number(out, ChronoField.SECOND_OF_MINUTE, 2, variable);
            case 'f' ->
                out.appendFraction(ChronoField.NANO_OF_SECOND, reading ? 1 : MICROS, reading ? 9 : MICROS, false);
            case 'z' -> out.appendPattern(reading ? "[XXX][XX][X]" : "XX");
            case 'F' -> append(out, "%Y-%m-%d", minFraction, reading);
            case 'T', 'X' -> append(out, "%H:%M:%S", minFraction, reading);
            case 'R' -> append(out, "%H:%M", minFraction, reading);
            case 'D', 'x' -> append(out, "%m/%d/%y", minFraction, reading);
            case '%' -> out.appendLiteral('%');
            default ->
                throw new IllegalArgumentException("datetime format directive %" + directive + " is not supported");
        }
    }

    /** @return false if the directive is no name of a month, a day of the week or a half of the day */
    private static boolean appendName(DateTimeFormatterBuilder out, char directive, char flag) {
        switch (directive) {
            case 'p' -> names(out, ChronoField.AMPM_OF_DAY, flag, 0, "AM", "PM");
            case 'b', 'h' -> names(out, ChronoField.MONTH_OF_YEAR, flag, 1, shortened(MONTHS));
            case 'B' -> names(out, ChronoField.MONTH_OF_YEAR, flag, 1, MONTHS);
            case 'a' -> names(out, ChronoField.DAY_OF_WEEK, flag, 1, shortened(DAYS));
            case 'A' -> names(out, ChronoField.DAY_OF_WEEK, flag, 1, DAYS);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String[] shortened(String[] names) {
        return Arrays.stream(names).map(n -> n.substring(0, 3)).toArray(String[]::new);
    }

    private static void names(DateTimeFormatterBuilder out, ChronoField field, char flag, int first, String... names) {
        Map<Long, String> texts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            texts.put((long) first + i, cased(names[i], flag));
        }
        out.appendText(field, texts);
    }

    private static String cased(String name, char flag) {
        return switch (flag) {
            case UPPER -> name.toUpperCase(Locale.ROOT);
            case LOWER -> name.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    private static void spacePadded(DateTimeFormatterBuilder out, ChronoField field, boolean reading) {
        if (reading) {
            out.optionalStart().appendLiteral(' ').optionalEnd();
            number(out, field, 2, true);
        } else {
            out.padNext(2).appendValue(field);
        }
    }

    private static void number(DateTimeFormatterBuilder out, ChronoField field, int width, boolean variable) {
        if (variable) {
            out.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
        } else {
            out.appendValue(field, width);
        }
    }
}
