package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.util.Arrays;
import java.util.function.LongToIntFunction;

/** What values of a column stand on: its decimals or its unit of time, and what of them is more frequent than the rest. */
final class Lattice {
    /** Numbers of more decimals are on none. */
    private static final int MOST_DECIMALS = 6;

    private static final double MOST = 0x1p52;
    private static final int HUNDRED = 100;
    private static final int TEN = 10;
    /** Rows that are enough to compare two digits. */
    private static final int MANY_ROWS = 2_000;

    private static final long HOUR = Scalars.DAY / 24;
    private static final long[] UNITS = {Scalars.DAY, HOUR, HOUR / 60, HOUR / 3_600};
    private static final int DAYS_PER_WEEK = 7;

    private final boolean isTime;
    private final double steps;
    private final boolean isDate;

    /** @param format of a number or a time */
    Lattice(ValueFormat format) {
        this.isTime = Scalars.isTime(format);
        this.isDate = format instanceof ValueFormat.Date;
        int decimals = Computed.scale(format);
        this.steps = isTime ? 1 : decimals > MOST_DECIMALS ? 0 : Math.pow(TEN, decimals);
    }

    /** Moves numbers to where the column can have them. */
    void round(double[] values) {
        if (steps > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.rint(values[i] * steps) / steps;
            }
        }
    }

    /** By how many bits the last digits, full hours or days of the week of other values differ from those of the column. */
    double loss(double[] values, double[] others) {
        if (steps == 0 || !isSmall(values) || !isSmall(others)) {
            return 0;
        }
        if (!isTime) {
            double digit = loss(values, others, n -> (int) Math.floorMod(n, (long) TEN), TEN);
            return values.length < MANY_ROWS
                    ? digit
                    : Math.max(digit, loss(values, others, n -> (int) Math.floorMod(n, (long) HUNDRED), HUNDRED));
        }
        double days =
                loss(values, others, n -> Math.floorMod(Math.floorDiv(n, Scalars.DAY), DAYS_PER_WEEK), DAYS_PER_WEEK);
        double units = isDate ? 0 : loss(values, others, Lattice::unit, UNITS.length + 1);
        double hours = isDate
                ? 0
                : loss(values, others, n -> (int) (Math.floorMod(n, Scalars.DAY) / HOUR), (int) (Scalars.DAY / HOUR));
        return Math.max(days, Math.max(units, hours));
    }

    private static int unit(long micros) {
        int unit = 0;
        while (unit < UNITS.length && micros % UNITS[unit] != 0) {
            unit++;
        }
        return unit;
    }

    private boolean isSmall(double[] values) {
        return Arrays.stream(values).allMatch(v -> Math.abs(v * steps) < MOST);
    }

    private double loss(double[] values, double[] others, LongToIntFunction cell, int cells) {
        return Divergence.ofCells(cellsOf(values, cell), cellsOf(others, cell), cells);
    }

    private int[] cellsOf(double[] values, LongToIntFunction cell) {
        return Arrays.stream(values)
                .mapToInt(v -> cell.applyAsInt(Math.round(v * steps)))
                .toArray();
    }
}
