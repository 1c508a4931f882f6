package io.rowmill.core.format;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cells of a column that have one {@link DateCell skeleton} and one offset, and the formats that all of them have. */
final class DateSpelling {
    private static final int MAX_FRACTION = 6;
    /** Dates that are digits alone are believed in these years. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2100;

    private final @Nullable String offset;
    private final boolean utc;
    private List<String> formats;
    /** Cells with one digit, and with a zero before it, by the number's place among those of one or two digits. */
    private final long[] unpadded = new long[8];

    private final long[] padded = new long[8];
    private final NameCases names = new NameCases();
    private final NameCases halves = new NameCases();
    private boolean longMonths;
    private boolean longDays;
    private boolean blankPadded;
    private boolean comma;
    private int minFraction = MAX_FRACTION;
    private int maxFraction;
    private int firstYear = Integer.MAX_VALUE;
    private int lastYear = Integer.MIN_VALUE;
    private long cells;
    /** Of the only format left; null before there is one. */
    private @Nullable String quickFormat;

    /**
     * @param formats of the skeleton, without fraction and offset; the likeliest first
     * @param offset as written, with a blank before it; null: none
     * @param utc cells may have other offsets, too, and are written in UTC
     */
    DateSpelling(List<String> formats, @Nullable String offset, boolean utc) {
        this.formats = formats;
        this.offset = offset;
        this.utc = utc;
    }

    long cells() {
        return cells;
    }

    List<String> formats() {
        return formats;
    }

    /** Leaves the formats that have days and months in the same order as another has, if there are any. */
    void prefer(String other) {
        List<String> alike =
                formats.stream().filter(f -> isDayFirst(f) == isDayFirst(other)).toList();
        formats = alike.isEmpty() ? formats : alike;
    }

    private static boolean isDayFirst(String format) {
        return format.indexOf("%d") < Math.max(format.indexOf("%m"), format.indexOf("%b"));
    }

    /** A cell like the ones before it, of which nothing new can be learned but its fraction and its year. */
    boolean acceptQuickly(String cell) {
        boolean settled = formats.size() == 1 && cells > 0 && !comma && unpadded[0] + unpadded[1] == 0;
        if (!settled || (offset != null && !cell.endsWith(offset))) {
            return false;
        }
        String local = offset == null ? cell : cell.substring(0, cell.length() - offset.length());
        Optional<LocalDateTime> quick = Strptime.of(quickFormat()).padded(local);
        if (quick.isEmpty()) {
            return false;
        }
        int fraction = quickFormat().endsWith("f") ? local.length() - 1 - local.lastIndexOf('.') : 0;
        noteFraction(fraction == local.length() ? 0 : fraction);
        count(quick.get());
        return true;
    }

    private String quickFormat() {
        if (quickFormat == null) {
            quickFormat = formats.get(0).endsWith("%S") ? formats.get(0) + ".%f" : formats.get(0);
        }
        return quickFormat;
    }

    private void noteFraction(int digits) {
        minFraction = Math.min(minFraction, digits);
        maxFraction = Math.max(maxFraction, digits);
    }

    private void count(LocalDateTime value) {
        cells++;
        firstYear = Math.min(firstYear, value.getYear());
        lastYear = Math.max(lastYear, value.getYear());
    }

    /** @return false if the cell is of none of the formats that the others have */
    boolean accept(String cell, DateCell scanned) {
        List<String> fitting = new ArrayList<>(formats.size());
        LocalDateTime value = null;
        for (String format : formats) {
            LocalDateTime parsed = parse(format, cell, scanned);
            if (parsed != null) {
                value = value == null ? parsed : value;
                fitting.add(format);
            }
        }
        if (value == null) {
            return false;
        }
        formats = fitting.size() < formats.size() ? List.copyOf(fitting) : formats;
        count(value);
        comma |= scanned.comma();
        noteFraction(scanned.fraction());
        blankPadded |= cell.contains("  ");
        noteRuns(scanned);
        return true;
    }

    private @Nullable LocalDateTime parse(String format, String cell, DateCell scanned) {
        boolean fits = (scanned.fraction() == 0 || format.contains("%S")) && scanned.hasWholeMinutes();
        if (!fits) {
            return null;
        }
        String named = scanned.hasLongName(DateCell.MONTH) ? format.replace("%b", "%B") : format;
        String whole = scanned.hasLongName(DateCell.WEEKDAY) ? named.replace("%a", "%A") : named;
        try {
            return Strptime.of(whole(whole, scanned.fraction() > 0, scanned.comma()))
                    .parse(cell);
        } catch (ValueFormatException e) {
            return null;
        }
    }

    private String whole(String format, boolean fraction, boolean behindComma) {
        String point = behindComma ? ",%f" : ".%f";
        String seconds = fraction ? format.replace("%S", "%S" + point) : format;
        return offset == null ? seconds : seconds + (offset.startsWith(" ") ? " %z" : "%z");
    }

    private void noteRuns(DateCell scanned) {
        int number = 0;
        for (DateCell.Run run : scanned.runs()) {
            switch (run.sign()) {
                case DateCell.SHORT_NUMBER -> notePadding(number++, run.text());
                case DateCell.MONTH, DateCell.WEEKDAY -> names.add(run.text());
                case DateCell.HALF -> halves.add(run.text());
                default -> {}
            }
        }
        longMonths |= scanned.hasLongName(DateCell.MONTH);
        longDays |= scanned.hasLongName(DateCell.WEEKDAY);
    }

    private void notePadding(int number, String digits) {
        if (number < unpadded.length) {
            unpadded[number] += digits.length() == 1 ? 1 : 0;
            padded[number] += digits.charAt(0) == '0' && digits.length() == 2 ? 1 : 0;
        }
    }

    /** Digits alone are believed to be a date if all years are near. */
    boolean isConvincing() {
        String format = formats.get(0);
        boolean near = firstYear >= FIRST_YEAR && lastYear <= LAST_YEAR;
        boolean digitsAlone = format.matches("(?:%[A-Za-z])+")
                || format.replaceAll("%[Ymb]", "").length() <= 1;
        return cells > 0 && (near || !digitsAlone);
    }

    ValueFormat format() {
        String chosen = written(formats.get(0));
        boolean fraction = maxFraction > 0;
        String whole = whole(chosen, fraction, comma);
        if (!Strptime.of(whole).hasTime()) {
            return new ValueFormat.Date(whole);
        }
        return new ValueFormat.Timestamp(
                whole,
                fraction ? Math.min(minFraction, MAX_FRACTION) : 0,
                offset == null || utc ? null : offset.strip());
    }

    /** The format with the padding and the capitals of most cells. */
    private String written(String format) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            out.append(c);
            if (c != '%' || i + 1 == format.length()) {
                continue;
            }
            char directive = format.charAt(++i);
            switch (directive) {
                case 'm', 'd', 'H', 'I', 'M', 'S', 'y' -> out.append(padding(directive, number++));
                case 'b' -> out.append(names.flag()).append(longMonths ? 'B' : 'b');
                case 'a' -> out.append(names.flag()).append(longDays ? 'A' : 'a');
                case 'p' -> out.append(halves.flagOfCapitals()).append('p');
                default -> out.append(directive);
            }
        }
        return out.toString();
    }

    private String padding(char directive, int number) {
        boolean short1 = number < unpadded.length && unpadded[number] > padded[number];
        if (!short1 || directive == 'y') {
            return String.valueOf(directive);
        }
        return directive == 'd' && blankPadded ? "e" : "-" + directive;
    }
}
