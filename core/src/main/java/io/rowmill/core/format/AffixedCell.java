package io.rowmill.core.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cell cut into one number and what stands around it.
 *
 * @param prefix before the digits, without a sign
 * @param digits digits and what points them
 * @param suffix after the digits
 * @param negative a minus stands before the digits or before the prefix, or the cell stands in parentheses
 * @param signFirst the minus stands before a prefix
 */
record AffixedCell(String prefix, String digits, String suffix, boolean negative, boolean signFirst) {
    private static final int MAX_AFFIX = 12;
    /** Between groups of digits: blanks of several widths, apostrophes. */
    private static final String INSIDE = ".,'\u2019 \u00a0\u202f";

    private static final Set<String> CODES = words(
            "usd eur gbp chf jpy cny inr cad aud nzd sek nok dkk pln czk huf brl mxn zar sgd hkd krw try rub btc eth",
            "us$ a$ c$ r$ ca$ au$ nz$ hk$ s$ kr kr. rs rs. fr fr. z\u0142");

    private static final Set<String> SIGNS = words("~ < > <= >= \u2248 \u2264 \u2265 \u00b1");

    /** They need no blank after the digits. */
    private static final Set<String> UNITS = words(
            "% \u2030 \u00b0 \u00b0c \u00b0f k m bn pct ppm ppb bp bps pcs",
            "mm cm dm km in ft yd mi nm \u00b5m \" ' m2 m\u00b2 km\u00b2 m\u00b3 sqm sqft ha",
            "mg g kg t oz lb lbs st ml cl dl l gal mol mmol mmol/l mg/dl iu",
            "ns \u00b5s us ms s sec secs min mins h hr hrs yr yrs",
            "kb mb gb tb pb kib mib gib kbps mbps gbps hz khz mhz ghz px pt em rem dpi",
            "v mv kv ma mah ah w kw mw gw wh kwh mwh kj cal kcal pa hpa kpa bar mbar psi mmhg",
            "db dbm bpm rpm mph kph km/h m/s mpg hp cc kn lm lx");

    private static Set<String> words(String... lines) {
        return Set.copyOf(Arrays.asList(String.join(" ", lines).split(" ")));
    }

    /** @return null if the cell isn't one number, or what stands around it is neither unit nor currency nor a word */
    static @Nullable AffixedCell scanOrNull(String cell) {
        int first = firstDigit(cell);
        if (first < 0 || first > MAX_AFFIX + 1) {
            return null;
        }
        int last = cell.length() - 1;
        while (!isDigit(cell.charAt(last))) {
            last--;
        }
        if (cell.length() - last > MAX_AFFIX + 1 || !isNumber(cell, first, last)) {
            // A unit may hold a digit: 35 m2.
            last = endOfNumber(cell, first);
            if (cell.length() - last > MAX_AFFIX + 1) {
                return null;
            }
        }
        int start = first > 0 && cell.charAt(first - 1) == '.' ? first - 1 : first;
        return of(cell.substring(0, start), cell.substring(start, last + 1), cell.substring(last + 1));
    }

    private static int firstDigit(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (isDigit(cell.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNumber(String cell, int first, int last) {
        for (int i = first; i <= last; i++) {
            if (!isDigit(cell.charAt(i)) && INSIDE.indexOf(cell.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int endOfNumber(String cell, int first) {
        int last = first;
        for (int i = first;
                i < cell.length() && (isDigit(cell.charAt(i)) || INSIDE.indexOf(cell.charAt(i)) >= 0);
                i++) {
            last = isDigit(cell.charAt(i)) ? i : last;
        }
        return last;
    }

    private static @Nullable AffixedCell of(String before, String digits, String after) {
        boolean signLast = before.endsWith("-") || before.endsWith("\u2212");
        boolean signFirst = !signLast && before.startsWith("-");
        String prefix = signLast ? before.substring(0, before.length() - 1) : signFirst ? before.substring(1) : before;
        boolean known = isPrefix(prefix) && isSuffix(after);
        return known
                ? new AffixedCell(prefix, digits, after, signLast || signFirst, signFirst && !prefix.isEmpty())
                : null;
    }

    private static boolean isPrefix(String prefix) {
        String bare = prefix.strip().toLowerCase(Locale.ROOT);
        return bare.isEmpty() || isCurrency(bare) || SIGNS.contains(bare);
    }

    private static boolean isSuffix(String suffix) {
        String bare = suffix.strip().toLowerCase(Locale.ROOT);
        boolean word = !suffix.isEmpty()
                && Character.isWhitespace(suffix.charAt(0))
                && bare.length() > 1
                && bare.chars().allMatch(Character::isLetter);
        return bare.isEmpty() || isCurrency(bare) || UNITS.contains(bare) || word;
    }

    private static boolean isCurrency(String bare) {
        return CODES.contains(bare)
                || (bare.length() == 1 && Character.getType(bare.charAt(0)) == Character.CURRENCY_SYMBOL);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
