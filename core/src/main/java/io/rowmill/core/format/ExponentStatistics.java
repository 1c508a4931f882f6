package io.rowmill.core.format;

import java.math.BigDecimal;

/** How numbers with an exponent are written, and which magnitudes have none. */
final class ExponentStatistics {
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e16;

    private long cells;
    private int minDecimals = Integer.MAX_VALUE;
    private int maxDecimals;
    private int exponentDigits = Integer.MAX_VALUE;
    private boolean capital;
    private boolean plus;
    private double largestSmall;
    private double smallestLarge = Double.POSITIVE_INFINITY;
    /** All numbers with an exponent are whole. */
    private boolean whole = true;

    /** @return false if the number is too large for a double */
    boolean accept(String cell) {
        double value = Double.parseDouble(cell);
        if (Double.isInfinite(value)) {
            return false;
        }
        cells++;
        String text = cell.strip();
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        int point = text.indexOf('.');
        int decimals = point < 0 ? 0 : mark - point - 1;
        minDecimals = Math.min(minDecimals, decimals);
        maxDecimals = Math.max(maxDecimals, decimals);
        capital |= text.charAt(mark) == 'E';
        plus |= text.indexOf('+', mark) > 0;
        String exponent = text.substring(mark + 1).replace("+", "").replace("-", "");
        exponentDigits = Math.min(exponentDigits, exponent.length());
        whole &= new BigDecimal(text).stripTrailingZeros().scale() <= 0;
        double magnitude = Math.abs(value);
        if (magnitude < 1) {
            largestSmall = Math.max(largestSmall, magnitude);
        } else {
            smallestLarge = Math.min(smallestLarge, magnitude);
        }
        return true;
    }

    long cells() {
        return cells;
    }

    /** Large whole numbers were shortened, as spreadsheets do; they are written in full like the others. */
    boolean areWhole() {
        return whole;
    }

    /** Where all numbers have an exponent. */
    ValueFormat format() {
        return format(new ValueFormat.Real(0, maxDecimals, false), Double.POSITIVE_INFINITY, LARGE);
    }

    /**
     * @param plain format of the numbers without an exponent
     * @param plainDigits most digits before their decimal point
     */
    ValueFormat format(ValueFormat plain, int plainDigits) {
        double above = smallestLarge >= Math.pow(10, plainDigits) ? smallestLarge : LARGE;
        return format(plain, Math.max(largestSmall, SMALL), above);
    }

    private ValueFormat format(ValueFormat plain, double below, double above) {
        return new ExponentNumber(
                minDecimals, maxDecimals, capital ? "E" : "e", plus, exponentDigits, below, above, plain);
    }
}
