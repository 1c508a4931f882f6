package io.rowmill.core.format;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a number's text: {@code [+-]digits[.digits][e[+-]digits]}, blanks around it ignored.
 *
 * @param integerDigits digits before the point
 * @param decimals digits after the point
 * @param exponent has an exponent
 * @param zeroPadded starts with a zero that isn't the only integer digit
 */
record NumberCell(int integerDigits, int decimals, boolean exponent, boolean zeroPadded) {
    private static final String EXPECTED = "a number";
    /** Any so many digits fit into a long. */
    static final int MAX_LONG_DIGITS = 18;

    /** @throws ValueFormatException if the cell is no number */
    static NumberCell scan(String cell) {
        NumberCell number = scanOrNull(cell);
        if (number == null) {
            throw new ValueFormatException(EXPECTED);
        }
        return number;
    }

    static @Nullable NumberCell scanOrNull(String cell) {
        int end = cell.length();
        int at = 0;
        while (at < end && cell.charAt(at) <= ' ') {
            at++;
        }
        while (end > at && cell.charAt(end - 1) <= ' ') {
            end--;
        }
        at = skipSign(cell, at, end);
        int integerStart = at;
        at = skipDigits(cell, at, end);
        int integerDigits = at - integerStart;
        int decimals = 0;
        if (at < end && cell.charAt(at) == '.') {
            int fractionStart = at + 1;
            at = skipDigits(cell, fractionStart, end);
            decimals = at - fractionStart;
        }
        if (integerDigits + decimals == 0) {
            return null;
        }
        boolean exponent = at < end && (cell.charAt(at) | 0x20) == 'e';
        if (exponent) {
            int exponentStart = skipSign(cell, at + 1, end);
            at = skipDigits(cell, exponentStart, end);
            if (at == exponentStart || at - exponentStart > 4) {
                return null;
            }
        }
        boolean zeroPadded = integerDigits > 1 && cell.charAt(integerStart) == '0';
        return at == end ? new NumberCell(integerDigits, decimals, exponent, zeroPadded) : null;
    }

    /** Digits alone, and few enough for a long. */
    boolean isPlain(String cell) {
        return integerDigits == cell.length() && integerDigits <= MAX_LONG_DIGITS;
    }

    BigDecimal decimal(String cell) {
        return new BigDecimal(cell.strip());
    }

    double real(String cell) {
        double value = Double.parseDouble(cell);
        if (Double.isInfinite(value)) {
            throw new ValueFormatException("a number within the range of a double");
        }
        return value;
    }

    /** Shortest text that reads back as {@code value}, as {@code 1.5e-07}. */
    static String scientific(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return String.format(
                Locale.ROOT,
                "%s%se%s%02d",
                value < 0 ? "-" : "",
                mantissa,
                exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }

    private static int skipSign(String cell, int at, int end) {
        return at < end && (cell.charAt(at) == '-' || cell.charAt(at) == '+') ? at + 1 : at;
    }

    private static int skipDigits(String cell, int at, int end) {
        while (at < end && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
