package io.rowmill.core.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the digits of a number are pointed.
 *
 * @param decimal the decimal point
 * @param grouping between groups of three digits; empty: none
 */
record NumberMarks(char decimal, String grouping) {
    static final NumberMarks PLAIN = new NumberMarks('.', "");

    private static final int GROUP = 3;

    NumberMarks {
        Objects.requireNonNull(grouping);
    }

    /**
     * @param digits as they are pointed in a cell
     * @return digits with a decimal point alone, as {@link NumberCell} reads them; null: they are pointed otherwise
     */
    @Nullable
    String plain(String digits) {
        int point = digits.indexOf(decimal);
        String whole = point < 0 ? digits : digits.substring(0, point);
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        String ungrouped = ungrouped(whole);
        boolean readable = ungrouped != null && isDigits(fraction) && !(point >= 0 && fraction.isEmpty());
        return !readable ? null : fraction.isEmpty() ? ungrouped : ungrouped + "." + fraction;
    }

    private @Nullable String ungrouped(String whole) {
        if (grouping.isEmpty() || whole.indexOf(grouping) < 0) {
            return isDigits(whole) ? whole : null;
        }
        int first = whole.indexOf(grouping);
        StringBuilder out = new StringBuilder(whole.substring(0, first));
        for (int at = first; at < whole.length(); at += 1 + GROUP) {
            boolean group = whole.startsWith(grouping, at) && at + GROUP < whole.length();
            if (!group) {
                return null;
            }
            out.append(whole, at + 1, at + 1 + GROUP);
        }
        boolean grouped = first >= 1 && first <= GROUP && whole.charAt(0) != '0';
        return grouped && isDigits(out) ? out.toString() : null;
    }

    private static boolean isDigits(CharSequence text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** @param digits with a decimal point alone */
    String pointed(String digits) {
        int point = digits.indexOf('.');
        StringBuilder whole = new StringBuilder(point < 0 ? digits : digits.substring(0, point));
        if (!grouping.isEmpty()) {
            for (int at = whole.length() - GROUP; at > 0; at -= GROUP) {
                whole.insert(at, grouping);
            }
        }
        return point < 0
                ? whole.toString()
                : whole.append(decimal)
                        .append(digits, point + 1, digits.length())
                        .toString();
    }
}
