package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * All numbers between two bounds with so many decimals.
 *
 * @param low first number without its point: 125 of 1.25
 * @param high last number without its point, included
 */
record NumberSpace(long low, long high, int decimals) implements FakeSpace {
    /** So that a number of type Real has room for all its digits. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

    NumberSpace {
        if (low > high) {
            throw new IllegalArgumentException("numbers from " + low + " to " + high);
        }
    }

    /** @return false: its numbers are written in another way */
    static boolean has(ValueFormat format) {
        ValueFormat number = format.bare();
        return number instanceof ValueFormat.WholeNumber
                || number instanceof ValueFormat.Decimal
                || number instanceof ValueFormat.Real;
    }

    static NumberSpace between(BigDecimal low, BigDecimal high, ValueFormat format) {
        int decimals = decimals(format.bare());
        BigDecimal largest = low.abs().max(high.abs());
        while (decimals > 0 && largest.movePointRight(decimals).compareTo(MOST) > 0) {
            decimals--;
        }
        return new NumberSpace(unscaled(low, decimals), unscaled(high, decimals), decimals);
    }

    private static long unscaled(BigDecimal number, int decimals) {
        BigDecimal moved = number.movePointRight(decimals);
        BigDecimal most = BigDecimal.valueOf(MAX_SIZE / 2);
        return moved.max(most.negate())
                .min(most)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static int decimals(ValueFormat format) {
        if (format instanceof ValueFormat.Decimal decimal) {
            return decimal.maxDecimals();
        }
        return format instanceof ValueFormat.Real real ? real.maxDecimals() : 0;
    }

    @Override
    @JsonIgnore
    public long size() {
        return Math.min(MAX_SIZE, high - low + 1);
    }

    @Override
    public String at(long index, ValueFormat format) {
        BigDecimal number = BigDecimal.valueOf(low + index, decimals);
        return format.format(Spellings.converted(number, format.bare()));
    }

    @Override
    public String beyond(long index, ValueFormat format) {
        return at(size() + index, format);
    }
}
