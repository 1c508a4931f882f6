package io.rowmill.core.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers with the same affixes, read in both ways in which digits are pointed until one of them can't be meant. */
final class PointedNumbers {
    private static final String BLANKS_AND_APOSTROPHES = " \u00a0\u202f'\u2019";

    private final String prefix;
    private final String suffix;
    /** Null: can't be meant. */
    private @Nullable NumberStatistics points = new NumberStatistics();

    private @Nullable NumberStatistics commas = new NumberStatistics();
    /** What groups the digits if decimals come after a point; empty: nothing yet. */
    private String groupingOfPoints = "";

    private String groupingOfCommas = "";
    private boolean signFirst;
    private long cells;
    /** Grouped numbers by the digits of their first group: identifiers have always the same. */
    private final boolean[] firstGroups = new boolean[4];

    private boolean grouped;

    PointedNumbers(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    long cells() {
        return cells;
    }

    /** @param number digits with a decimal point or none */
    boolean accept(NumberCell number, String cell) {
        cells++;
        NumberStatistics withPoints = points;
        if (withPoints != null && !withPoints.accept(number, cell)) {
            points = null;
        }
        NumberStatistics withCommas = commas;
        if (withCommas != null) {
            boolean whole = number.decimals() == 0 && !number.exponent() && cell.indexOf('.') < 0;
            if (!whole) {
                commas = acceptGrouped(withCommas, cell) ? withCommas : null;
            } else if (withPoints == null) {
                withCommas.accept(number, cell);
            }
        }
        return points != null || commas != null;
    }

    /** What looks like decimals after a point would be groups of digits. */
    private static boolean acceptGrouped(NumberStatistics statistics, String cell) {
        String digits = cell.strip();
        return accept(statistics, new NumberMarks(',', "."), digits.startsWith("-") ? digits.substring(1) : digits);
    }

    boolean accept(AffixedCell cell) {
        cells++;
        signFirst |= cell.signFirst();
        noteGroups(cell.digits());
        String blank = blank(cell.digits());
        NumberStatistics withPoints = points;
        if (withPoints != null) {
            groupingOfPoints = grouping(groupingOfPoints, blank, cell.digits(), ",");
            points = accept(withPoints, new NumberMarks('.', groupingOfPoints), cell.digits()) ? withPoints : null;
        }
        NumberStatistics withCommas = commas;
        if (withCommas != null) {
            groupingOfCommas = grouping(groupingOfCommas, blank, cell.digits(), ".");
            commas = accept(withCommas, new NumberMarks(',', groupingOfCommas), cell.digits()) ? withCommas : null;
        }
        return points != null || commas != null;
    }

    private void noteGroups(String digits) {
        int first = 0;
        while (first < digits.length() && Character.isDigit(digits.charAt(first))) {
            first++;
        }
        if (first < digits.length() && first < firstGroups.length) {
            firstGroups[first] = true;
            grouped = true;
        }
    }

    private static String blank(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (BLANKS_AND_APOSTROPHES.indexOf(digits.charAt(i)) >= 0) {
                return digits.substring(i, i + 1);
            }
        }
        return "";
    }

    private static String grouping(String known, String blank, String digits, String mark) {
        String here = !blank.isEmpty() ? blank : digits.contains(mark) ? mark : "";
        return known.isEmpty() ? here : known;
    }

    private static boolean accept(NumberStatistics statistics, NumberMarks marks, String digits) {
        String plain = marks.plain(digits);
        NumberCell number = plain == null ? null : NumberCell.scanOrNull(plain);
        return number != null && plain != null && statistics.accept(number, plain);
    }

    /** Digits in groups of one length alone are a telephone number or a code. */
    boolean areQuantities() {
        boolean byBlanks = blankGrouped();
        int lengths = 0;
        for (boolean seen : firstGroups) {
            lengths += seen ? 1 : 0;
        }
        return !grouped || !byBlanks || lengths > 1;
    }

    private boolean blankGrouped() {
        String grouping = points != null ? groupingOfPoints : groupingOfCommas;
        return !grouping.isEmpty() && BLANKS_AND_APOSTROPHES.contains(grouping);
    }

    ValueFormat format() {
        NumberStatistics withPoints = points;
        if (withPoints != null) {
            return written(new NumberMarks('.', groupingOfPoints), withPoints);
        }
        NumberStatistics withCommas = Objects.requireNonNull(commas);
        if (withCommas.cells() < cells) {
            withCommas.acceptWhole();
        }
        return written(new NumberMarks(',', groupingOfCommas), withCommas);
    }

    private ValueFormat written(NumberMarks marks, NumberStatistics statistics) {
        return AffixedNumber.of(prefix, suffix, signFirst, marks, statistics.format());
    }
}
