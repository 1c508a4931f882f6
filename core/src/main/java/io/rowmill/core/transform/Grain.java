package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.ValueFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * By what grain values of a continuous column are given: prices in thousands, ending in .99, or any; times at full hours or any, on
 * Sundays or any day. A grain is a code: of the days first, then of the residues; 0 of either is any other value.
 *
 * @param days 1 to 7: a day of the week, from Monday; {@value #DAY_OF_MONTH} and a number: a day of the month; {@value #LAST}: the
 *     last day of any month; the first that fits counts
 * @param residues of a number without its sign, or of a time since 1970, in steps of the column's {@link NumericScale}; the first that
 *     fits counts
 */
record Grain(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> days,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Residue> residues) {
    static final int DAY_OF_MONTH = 100;
    static final int LAST = 200;

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int MOST_TRIES = 400;
    /** All whole numbers below are doubles. */
    private static final double MOST = 0x1p52;

    Grain {
        days = days == null ? List.of() : List.copyOf(days);
        residues = residues == null ? List.of() : List.copyOf(residues);
    }

    /** Numbers of steps that leave a residue. */
    record Residue(long modulus, long residue) {
        boolean has(long steps) {
            return Math.floorMod(steps, modulus) == residue;
        }

        /** The number with the residue that is nearest. */
        long nearest(long steps) {
            long below = steps - Math.floorMod(steps - residue, modulus);
            return steps - below <= modulus / 2 ? below : below + modulus;
        }
    }

    int codes() {
        return (days.size() + 1) * (residues.size() + 1);
    }

    /** @param value on the scale */
    int codeOf(NumericScale scale, double value) {
        if (!isWithinReach(scale, value)) {
            return 0;
        }
        long steps = Math.round(value / scale.unit());
        return dayClass(dayOf(scale, steps)) * (residues.size() + 1) + residueClass(scale, steps);
    }

    private static boolean isWithinReach(NumericScale scale, double value) {
        return scale.unit() > 0 && Math.abs(value / scale.unit()) < MOST;
    }

    private int residueClass(NumericScale scale, long steps) {
        long magnitude = isTime(scale.format()) ? steps : Math.abs(steps);
        for (int i = 0; i < residues.size(); i++) {
            if (residues.get(i).has(magnitude)) {
                return i + 1;
            }
        }
        return 0;
    }

    private int dayClass(long day) {
        for (int i = 0; i < days.size(); i++) {
            if (isOn(days.get(i), day)) {
                return i + 1;
            }
        }
        return 0;
    }

    static boolean isOn(int days, long epochDay) {
        if (days < DAY_OF_MONTH) {
            return Math.floorMod(epochDay + 3, 7) + 1 == days;
        }
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return days == LAST
                ? date.getDayOfMonth() == date.lengthOfMonth()
                : date.getDayOfMonth() == days - DAY_OF_MONTH;
    }

    /** @return 0 of numbers, and of times without a date */
    static long dayOf(NumericScale scale, long steps) {
        return scale.format() instanceof ValueFormat.Date
                ? steps
                : scale.format() instanceof ValueFormat.Timestamp
                        ? Math.floorDiv(steps * scale.step(), MICROS_PER_DAY)
                        : 0;
    }

    static boolean isTime(ValueFormat format) {
        return format instanceof ValueFormat.Date
                || format instanceof ValueFormat.Timestamp
                || format instanceof SpelledDuration;
    }

    /**
     * The nearest value of a grain.
     *
     * @param value on the scale
     * @param low no value is below
     * @param high no value is above
     * @return the value itself, if none of the grain is near
     */
    double moved(NumericScale scale, double value, int code, double low, double high) {
        if (!isWithinReach(scale, value)) {
            return value;
        }
        double unit = scale.unit();
        long from = Math.round(Math.ceil(Math.max(-MOST, low / unit - 1e-6)));
        long to = Math.round(Math.floor(Math.min(MOST, high / unit + 1e-6)));
        long steps = Math.round(value / unit);
        int dayCode = code / (residues.size() + 1);
        int residueCode = code % (residues.size() + 1);
        LongPredicate isInside = n -> n >= from && n <= to;
        if (!days.isEmpty()) {
            long perDay = scale.format() instanceof ValueFormat.Date ? 1 : MICROS_PER_DAY / scale.step();
            long day = dayOf(scale, steps);
            long other = nearest(day, 1, d -> dayClass(d) == dayCode && isInside.test(steps + (d - day) * perDay), day);
            long moved = steps + (other - day) * perDay;
            return ofResidue(scale, moved, residueCode, isInside.and(n -> dayOf(scale, n) == other)) * unit;
        }
        return ofResidue(scale, steps, residueCode, isInside) * unit;
    }

    private long ofResidue(NumericScale scale, long steps, int code, LongPredicate isInside) {
        if (residues.isEmpty()) {
            return steps;
        }
        boolean mirrored = steps < 0 && !isTime(scale.format());
        long magnitude = mirrored ? -steps : steps;
        long start = code == 0 ? magnitude : residues.get(code - 1).nearest(magnitude);
        long by = code == 0 ? 1 : residues.get(code - 1).modulus();
        long found = nearest(
                start,
                by,
                n -> residueClass(scale, n) == code && isInside.test(mirrored ? -n : n) && (!mirrored || n >= 0),
                magnitude);
        return mirrored ? -found : found;
    }

    /** Outward from a start, on both sides in turn. */
    private static long nearest(long start, long by, LongPredicate fits, long otherwise) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            long at = start + (tried % 2 == 0 ? 1 : -1) * by * ((tried + 1) / 2);
            if (fits.test(at)) {
                return at;
            }
        }
        return otherwise;
    }
}
