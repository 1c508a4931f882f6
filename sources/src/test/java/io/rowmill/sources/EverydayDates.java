package io.rowmill.sources;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.sources.EverydayColumns.Column;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** Columns of dates and times as the world writes them. */
final class EverydayDates {
    static final Set<Sdtype> DATE = Set.of(Sdtype.DATETIME);

    private final List<Column> columns = new ArrayList<>();

    static List<Column> all() {
        EverydayDates all = new EverydayDates();
        all.dates();
        all.times();
        all.offsets();
        return all.columns;
    }

    private void add(
            String name, Set<Sdtype> types, Function<SplittableRandom, String> cell, Predicate<String> isValid) {
        columns.add(new Column(name, types, cell, isValid));
    }

    static LocalDateTime moment(SplittableRandom random) {
        return LocalDateTime.of(2019, 1, 1, 0, 0).plusSeconds(random.nextLong(5L * 365 * 86_400));
    }

    private void date(String pattern) {
        date(pattern, pattern, Function.identity());
    }

    /** @param after what happens to a cell when it is written */
    private void date(String name, String dayOfEra, Function<String, String> after) {
        String pattern = dayOfEra.replace('y', 'u');
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        DateTimeFormatter reader = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
        add("date " + name, DATE, random -> after.apply(writer.format(moment(random))), cell -> {
            try {
                return after.apply(writer.format(reader.parse(cell))).equals(cell);
            } catch (DateTimeParseException e) {
                return false;
            }
        });
    }

    private void dates() {
        for (String pattern : List.of(
                "yyyy-MM-dd",
                "yyyy/MM/dd",
                "yyyy.MM.dd",
                "dd/MM/yyyy",
                "MM/dd/yyyy",
                "dd.MM.yyyy",
                "dd-MM-yyyy",
                "d/M/yyyy",
                "M/d/yyyy",
                "d.M.yyyy",
                "d-M-yyyy",
                "yyyy-M-d",
                "dd.MM.yy",
                "MM/dd/yy",
                "dd-MM-yy",
                "d.M.yy",
                "yyyyMMdd",
                "dd MMM yyyy",
                "d MMM yyyy",
                "dd-MMM-yyyy",
                "dd-MMM-yy",
                "MMM dd, yyyy",
                "MMM d, yyyy",
                "MMMM d, yyyy",
                "d MMMM yyyy",
                "dd MMMM yyyy",
                "yyyy-MMM-dd",
                "EEE, dd MMM yyyy",
                "EEEE, MMMM d, yyyy",
                "yyyy MM dd",
                "yyyy-MM",
                "MM/yyyy",
                "MMM yyyy",
                "MMMM yyyy",
                "MMM-yy")) {
            date(pattern);
        }
        date("dd-MON-yyyy", "dd-MMM-yyyy", cell -> cell.toUpperCase(Locale.ROOT));
        date("dd-mon-yy small", "dd-MMM-yy", cell -> cell.toLowerCase(Locale.ROOT));
        date("MONTH d, yyyy", "MMMM d, yyyy", cell -> cell.toUpperCase(Locale.ROOT));
    }

    private void times() {
        for (String pattern : List.of(
                "yyyy-MM-dd HH:mm:ss",
                "yyyy-MM-dd'T'HH:mm:ss",
                "yyyy-MM-dd HH:mm",
                "yyyy-MM-dd'T'HH:mm",
                "yyyy-MM-dd HH:mm:ss.SSS",
                "yyyy-MM-dd HH:mm:ss,SSS",
                "yyyy-MM-dd HH:mm:ss.SSSSSS",
                "yyyy/MM/dd HH:mm:ss",
                "dd/MM/yyyy HH:mm",
                "MM/dd/yyyy HH:mm:ss",
                "MM/dd/yyyy hh:mm:ss a",
                "M/d/yyyy h:mm a",
                "M/d/yyyy H:mm",
                "d.M.yyyy H:mm",
                "dd.MM.yyyy HH:mm:ss",
                "dd.MM.yy HH:mm",
                "dd-MMM-yyyy HH:mm:ss",
                "dd MMM yyyy HH:mm",
                "MMM d, yyyy h:mm:ss a",
                "MMMM d, yyyy HH:mm",
                "yyyyMMddHHmmss",
                "yyyyMMddHHmm",
                "yyyyMMdd HH:mm:ss",
                "yyyyMMdd'T'HHmmss",
                "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
                "yyyy-MM-dd HH:mm:ss 'UTC'",
                "EEE MMM dd HH:mm:ss 'UTC' yyyy",
                "dd/MMM/yyyy:HH:mm:ss",
                "dd/MM/yy HH:mm",
                "yyyy.MM.dd HH:mm:ss",
                "HH:mm:ss",
                "HH:mm",
                "hh:mm a",
                "h:mm:ss a",
                "HH:mm:ss.SSS",
                "H:mm",
                "dd.MM.yyyy 'at' HH:mm",
                "HH:mm dd/MM/yyyy")) {
            date(pattern);
        }
        date("small am and pm", "MM/dd/yyyy hh:mm a", cell -> cell.replace("AM", "am")
                .replace("PM", "pm"));
        date("no blank before am", "yyyy-MM-dd h:mma", Function.identity());
    }

    private void offsets() {
        for (String offset : List.of("Z", "+02:00", "-0500", "+0530", "+00:00", " +0100")) {
            date("with " + offset, "yyyy-MM-dd'T'HH:mm:ss'" + offset + "'", Function.identity());
        }
        date("of a web server", "dd/MMM/yyyy:HH:mm:ss '-0700'", Function.identity());
        date("of a mail", "EEE, d MMM yyyy HH:mm:ss '+0200'", Function.identity());
        date("with fraction and Z", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Function.identity());
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);
        add(
                "date in summer and winter",
                DATE,
                r -> time.format(moment(r)) + (r.nextBoolean() ? "+01:00" : "+02:00"),
                c -> c.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\+0[12]:00"));
        add(
                "date with or without a time",
                DATE,
                r -> r.nextBoolean()
                        ? time.format(moment(r))
                        : time.format(moment(r)).substring(0, 10),
                c -> c.matches("\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?"));
        add(
                "date in two orders",
                DATE,
                r -> {
                    LocalDateTime at = moment(r);
                    return r.nextInt(4) == 0
                            ? DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ENGLISH)
                                    .format(at)
                            : DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ENGLISH)
                                    .format(at);
                },
                c -> c.matches("\\d{4}-\\d\\d-\\d\\d|\\d\\d/\\d\\d/\\d{4}"));
    }
}
