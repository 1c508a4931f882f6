package io.rowmill.core.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A strptime/strftime format, as the SDV metadata spells datetime formats. Reads numbers with or without padding, as
 * Python does; writes them padded, or unpadded for {@code %-m}, {@code %-d} and the like.
 */
final class Strptime {
    private static final int MICROS = 6;
    private static final Map<Key, Strptime> CACHE = new ConcurrentHashMap<>();
    private static final int MAX_CACHED = 1_000;

    private final Optional<NumericDateLayout> numeric;
    private final DateTimeFormatter reader;
    private final DateTimeFormatter writer;
    private final boolean offset;
    private final boolean time;

    private record Key(String format, int minFraction) {}

    private Strptime(String format, int minFraction) {
        this.numeric = NumericDateLayout.of(format);
        this.reader = build(format, 0, true);
        this.writer = build(format, minFraction, false);
        this.offset = format.contains("%z");
        this.time = format.matches("(?s).*%-?[HIMSfTXRc].*");
    }

    static Strptime of(String format) {
        return of(format, 0);
    }

    /** @throws IllegalArgumentException if the format has a directive that isn't supported */
    static Strptime of(String format, int minFraction) {
        Key key = new Key(format, minFraction);
        Strptime known = CACHE.get(key);
        if (known == null) {
            known = new Strptime(format, minFraction);
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

    /** @throws ValueFormatException if the cell doesn't follow the format or is no date of the calendar */
    LocalDateTime parse(String cell) {
        LocalDateTime quick = numeric.isPresent() ? numeric.get().parse(cell) : null;
        return quick == null ? parseClosely(cell) : quick;
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
        return (numeric.isPresent() && numeric.get().isPadded(cell))
                || format(value).equals(cell);
    }

    String format(LocalDateTime value) {
        return offset ? writer.format(value.atOffset(ZoneOffset.UTC)) : writer.format(value);
    }

    private static DateTimeFormatter build(String format, int minFraction, boolean reading) {
        DateTimeFormatterBuilder out = new DateTimeFormatterBuilder().parseCaseInsensitive();
        boolean year = append(out, format, minFraction, reading);
        if (reading) {
            applyDefaults(out, format, year);
        }
        return out.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private static void applyDefaults(DateTimeFormatterBuilder out, String format, boolean year) {
        if (!year) {
            out.parseDefaulting(ChronoField.YEAR, 1900);
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
            if (c == '.' && format.startsWith("%f", i + 1)) {
                out.appendFraction(ChronoField.NANO_OF_SECOND, reading ? 0 : minFraction, reading ? 9 : MICROS, true);
                i += 2;
            } else if (c != '%') {
                out.appendLiteral(c);
            } else {
                boolean unpadded = format.startsWith("-", i + 1);
                i += unpadded ? 2 : 1;
                char directive = i < format.length() ? format.charAt(i) : '%';
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
            case 'd', 'e' -> number(out, ChronoField.DAY_OF_MONTH, 2, variable || directive == 'e');
            case 'j' -> number(out, ChronoField.DAY_OF_YEAR, 3, variable);
            case 'H' -> number(out, ChronoField.HOUR_OF_DAY, 2, variable);
            case 'I' -> number(out, ChronoField.CLOCK_HOUR_OF_AMPM, 2, variable);
            case 'M' -> number(out, ChronoField.MINUTE_OF_HOUR, 2, variable);
            case 'S' -> number(out, ChronoField.SECOND_OF_MINUTE, 2, variable);
            case 'f' ->
                out.appendFraction(ChronoField.NANO_OF_SECOND, reading ? 1 : MICROS, reading ? 9 : MICROS, false);
            case 'p' -> out.appendPattern("a");
            case 'b', 'h' -> out.appendPattern("MMM");
            case 'B' -> out.appendPattern("MMMM");
            case 'a' -> out.appendPattern("EEE");
            case 'A' -> out.appendPattern("EEEE");
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

    private static void number(DateTimeFormatterBuilder out, ChronoField field, int width, boolean variable) {
        if (variable) {
            out.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
        } else {
            out.appendValue(field, width);
        }
    }
}
