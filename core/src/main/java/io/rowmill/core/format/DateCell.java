package io.rowmill.core.format;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell as the signs of a date, told apart by what they may mean: {@code 4} four digits, {@code 2} one or two, {@code n} the
 * name of a month, {@code w} that of a day of the week, {@code p} a half of the day, and what stands between them.
 *
 * @param skeleton one sign for each of them; cells with the same skeleton may be of one format
 * @param offset from UTC at the end of a time, as written; null: none
 * @param fraction digits of a fraction of a second
 * @param comma the fraction stands behind a comma
 * @param runs the digits and names, in the order of their signs
 */
record DateCell(String skeleton, @Nullable String offset, int fraction, boolean comma, List<Run> runs) {
    /**
     * Digits or a name.
     *
     * @param sign what it may mean
     * @param afterColon a colon stands before it
     */
    record Run(char sign, String text, boolean afterColon) {}

    static final char MONTH = 'n';
    static final char WEEKDAY = 'w';
    static final char HALF = 'p';
    static final char SHORT_NUMBER = '2';

    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final int ABBREVIATED = 3;
    private static final int LONGEST_WORD = 4;

    /** @return null if the cell can't be a date or a time */
    static @Nullable DateCell scanOrNull(String cell) {
        DateCellScanner scanner = new DateCellScanner(cell);
        return scanner.scan();
    }

    /** @return the sign of so many digits; null: no part of a date has as many */
    static @Nullable String signOfDigits(int length) {
        return switch (length) {
            case 1, 2 -> "2";
            case 3 -> "3";
            case 4 -> "4";
            case 6 -> "6";
            case 8 -> "8";
            case 12 -> "\u000c";
            case 14 -> "\u000e";
            default -> null;
        };
    }

    /** @return the sign of a name; short words stand for themselves ({@code T}, {@code UTC}, {@code at}); null: no word of a date */
    static @Nullable String signOfWord(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (isNameOf(MONTHS, lower)) {
            return String.valueOf(MONTH);
        }
        if (isNameOf(DAYS, lower)) {
            return String.valueOf(WEEKDAY);
        }
        if (lower.equals("am") || lower.equals("pm")) {
            return String.valueOf(HALF);
        }
        boolean latin = lower.chars().allMatch(c -> c >= 'a' && c <= 'z');
        return latin && word.length() <= LONGEST_WORD ? "{" + word + "}" : null;
    }

    /** A month's or a day's name is written out. */
    boolean hasLongName(char sign) {
        return runs.stream().anyMatch(r -> r.sign() == sign && r.text().length() > ABBREVIATED);
    }

    /** 3:1 is a score: minutes and seconds have two digits. */
    boolean hasWholeMinutes() {
        return runs.stream().allMatch(r -> !r.afterColon() || r.text().length() == 2);
    }

    private static boolean isNameOf(List<String> names, String word) {
        for (String name : names) {
            if (word.equals(name) || (word.length() == ABBREVIATED && name.startsWith(word))) {
                return true;
            }
        }
        return false;
    }
}
