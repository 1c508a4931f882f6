package io.rowmill.core.table;

import org.jspecify.annotations.Nullable;

/** Decimals, exponents and zero padding of a numerical column. */
final class NumberDetector implements ValueFormat.Detector {
    /** Beyond this, decimals are an artifact of floating point and not a scale somebody chose. */
    private static final int MAX_EXACT_DECIMALS = 9;

    private static final int MAX_DECIMALS = 17;
    /** Enough for all digits of a double that isn't written with an exponent. */
    private static final int MAX_SCIENTIFIC_DECIMALS = 24;
    /** Share of cells whose decimals count where a few cells show the full tail of a floating-point number. */
    private static final double TYPICAL_SHARE = 0.98;

    private final long[] cellsByDecimals = new long[MAX_DECIMALS + 1];
    private long cells;
    private boolean exponent;
    private int maxIntegerDigits;
    private int minIntegerDigits = Integer.MAX_VALUE;
    private int paddedWidth;
    private boolean paddedToOneWidth = true;

    @Override
    public boolean accept(@Nullable String cell) {
        if (cell == null) {
            return true;
        }
        NumberCell number = NumberCell.scanOrNull(cell);
        if (number == null || (number.exponent() && Double.isInfinite(Double.parseDouble(cell)))) {
            return false;
        }
        cells++;
        cellsByDecimals[Math.min(number.decimals(), MAX_DECIMALS)]++;
        exponent |= number.exponent();
        maxIntegerDigits = Math.max(maxIntegerDigits, number.integerDigits());
        minIntegerDigits = Math.min(minIntegerDigits, number.integerDigits());
        if (number.zeroPadded()) {
            paddedToOneWidth &= paddedWidth == 0 || paddedWidth == number.integerDigits();
            paddedWidth = number.integerDigits();
        }
        return true;
    }

    @Override
    public ValueFormat format() {
        int min = minDecimals();
        int max = maxDecimals(1);
        if (exponent) {
            return new ValueFormat.Real(min, MAX_SCIENTIFIC_DECIMALS, true);
        }
        if (max > MAX_EXACT_DECIMALS) {
            max = Math.max(min, maxDecimals(TYPICAL_SHARE));
        }
        if (max > MAX_EXACT_DECIMALS) {
            return new ValueFormat.Real(min, max, false);
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
        return cells == 0 ? 0 : decimals;
    }

    private int maxDecimals(double share) {
        long covered = 0;
        int decimals = -1;
        do {
            covered += cellsByDecimals[++decimals];
        } while (decimals < MAX_DECIMALS && covered < share * cells);
        return decimals;
    }
}
