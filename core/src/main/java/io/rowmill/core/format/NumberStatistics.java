package io.rowmill.core.format;

/** Decimals, exponents and zero padding of numbers that are spelled alike. */
final class NumberStatistics {
    /** Beyond this, decimals are an artifact of floating point, unless all numbers have as many. */
    private static final int MAX_EXACT_DECIMALS = 9;

    private static final int MAX_REAL_DECIMALS = 17;
    private static final int MAX_DECIMALS = 38;
    /** A double has no more significant digits. */
    private static final int DOUBLE_DIGITS = 17;
    /** Of a decimal in a row of a topic. */
    private static final int MAX_DIGITS = 38;
    /** Share of cells whose decimals count where a few cells show the full tail of a floating-point number. */
    private static final double TYPICAL_SHARE = 0.98;
    /** If fewer of the cells have an exponent, it isn't the column's spelling. */
    private static final double EXPONENT_SHARE = 0.05;

    private final long[] cellsByDecimals = new long[MAX_DECIMALS + 1];
    private final ExponentStatistics exponents = new ExponentStatistics();
    private long plain;
    private int maxIntegerDigits;
    private int minIntegerDigits = Integer.MAX_VALUE;
    private int maxDigits;
    private int paddedWidth;
    private boolean paddedToOneWidth = true;

    /** @return false if the number is too large for a double */
    boolean accept(NumberCell number, String cell) {
        if (number.exponent()) {
            return exponents.accept(cell);
        }
        plain++;
        cellsByDecimals[Math.min(number.decimals(), MAX_DECIMALS)]++;
        maxIntegerDigits = Math.max(maxIntegerDigits, number.integerDigits());
        minIntegerDigits = Math.min(minIntegerDigits, number.integerDigits());
        maxDigits = Math.max(maxDigits, number.integerDigits() + number.decimals());
        if (number.zeroPadded()) {
            paddedToOneWidth &= paddedWidth == 0 || paddedWidth == number.integerDigits();
            paddedWidth = number.integerDigits();
        }
        return true;
    }

    /** There were whole numbers, too, which nobody has counted. */
    void acceptWhole() {
        plain++;
        cellsByDecimals[0]++;
    }

    long cells() {
        return plain + exponents.cells();
    }

    ValueFormat format() {
        if (plain == 0) {
            return exponents.cells() == 0 ? new ValueFormat.WholeNumber(1) : exponents.format();
        }
        boolean scientific = exponents.cells() > EXPONENT_SHARE * cells();
        boolean shortened = decimals(1) == 0 && exponents.areWhole();
        return scientific && !shortened ? exponents.format(plainFormat(), maxIntegerDigits) : plainFormat();
    }

    private ValueFormat plainFormat() {
        int min = minDecimals();
        int max = decimals(1);
        boolean chosenScale = (min == max && plain > 1) || maxDigits > DOUBLE_DIGITS + 2;
        if (max > MAX_EXACT_DECIMALS && !chosenScale) {
            max = Math.max(min, decimals(TYPICAL_SHARE));
        }
        if ((max > MAX_EXACT_DECIMALS && !chosenScale) || maxIntegerDigits + max > MAX_DIGITS) {
            return new ValueFormat.Real(min, Math.max(min, Math.min(max, MAX_REAL_DECIMALS)), false);
        }
        if (max > 0 || maxIntegerDigits > NumberCell.MAX_LONG_DIGITS) {
            return new ValueFormat.Decimal(min, max);
        }
        boolean padded = paddedWidth > 0 && paddedToOneWidth && minIntegerDigits >= paddedWidth;
        return new ValueFormat.WholeNumber(padded ? paddedWidth : 1);
    }

    private int minDecimals() {
        int decimals = 0;
        while (decimals < MAX_DECIMALS && cellsByDecimals[decimals] == 0) {
            decimals++;
        }
        return plain == 0 ? 0 : decimals;
    }

    private int decimals(double share) {
        long covered = 0;
        int decimals = -1;
        do {
            covered += cellsByDecimals[++decimals];
        } while (decimals < MAX_DECIMALS && covered < share * plain);
        return decimals;
    }
}
