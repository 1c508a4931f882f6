package io.rowmill.core.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a cell into the signs of a {@link DateCell} in one pass. */
final class DateCellScanner {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 48;
    private static final int MAX_FRACTION = 9;

    private final String cell;
    private final StringBuilder skeleton = new StringBuilder();
    private final List<DateCell.Run> runs = new ArrayList<>();
    private int at;
    private @Nullable String offset;
    private int fraction;
    private boolean comma;
    /** The last digits follow a colon. */
    private boolean afterColon;

    private boolean hasDigits;

    DateCellScanner(String cell) {
        this.cell = Strptime.isBeforeChrist(cell) ? Strptime.withoutEra(cell) : cell;
    }

    @Nullable
    DateCell scan() {
        if (cell.length() < SHORTEST || cell.length() > LONGEST) {
            return null;
        }
        while (at < cell.length()) {
            char c = cell.charAt(at);
            if (afterColon && isOffset()) {
                offset = cell.substring(at);
                break;
            }
            boolean readable = isDigit(c) ? digits() : Character.isLetter(c) ? word() : separator(c);
            if (!readable) {
                return null;
            }
        }
        return hasDigits ? new DateCell(skeleton.toString(), offset, fraction, comma, runs) : null;
    }

    private boolean digits() {
        int start = at;
        while (at < cell.length() && isDigit(cell.charAt(at))) {
            at++;
        }
        String sign = DateCell.signOfDigits(at - start);
        if (sign == null) {
            return false;
        }
        afterColon = start > 0 && cell.charAt(start - 1) == ':';
        hasDigits = true;
        skeleton.append(sign);
        runs.add(new DateCell.Run(sign.charAt(0), cell.substring(start, at), afterColon));
        return true;
    }

    private boolean word() {
        int start = at;
        while (at < cell.length() && Character.isLetter(cell.charAt(at))) {
            at++;
        }
        String word = cell.substring(start, at);
        String sign = DateCell.signOfWord(word);
        if (sign == null) {
            return false;
        }
        if (sign.length() == 1) {
            runs.add(new DateCell.Run(sign.charAt(0), word, false));
        }
        skeleton.append(sign);
        return true;
    }

    private boolean separator(char c) {
        if (afterColon && (c == '.' || c == ',') && at + 1 < cell.length() && isDigit(cell.charAt(at + 1))) {
            return fraction(c);
        }
        at++;
        afterColon &= c == ' ';
        boolean repeatedBlank = c == ' ' && !skeleton.isEmpty() && skeleton.charAt(skeleton.length() - 1) == ' ';
        if (!repeatedBlank) {
            skeleton.append(c);
        }
        return true;
    }

    private boolean fraction(char point) {
        int start = at + 1;
        int end = start;
        while (end < cell.length() && isDigit(cell.charAt(end))) {
            end++;
        }
        at = end;
        fraction = end - start;
        comma = point == ',';
        return fraction <= MAX_FRACTION;
    }

    /** {@code Z}, {@code +02}, {@code -0530}, {@code +02:00} at the end, perhaps after a blank. */
    private boolean isOffset() {
        int from = at;
        if (cell.charAt(from) == ' ') {
            from++;
        }
        int length = cell.length() - from;
        if (length == 1) {
            return from == at && cell.charAt(from) == 'Z';
        }
        if (length < 1 || (cell.charAt(from) != '+' && cell.charAt(from) != '-')) {
            return false;
        }
        String digits = cell.substring(from + 1);
        boolean colon = digits.length() == 5 && digits.charAt(2) == ':';
        String bare = colon ? digits.substring(0, 2) + digits.substring(3) : digits;
        return (bare.length() == 2 || bare.length() == 4) && bare.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
