package io.rowmill.core.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Floating point whose very small or very large numbers have an exponent: {@code 1.5e-07}, {@code 2.250E+11}. Typed as {@link Double}.
 *
 * @param minDecimals least decimals of a mantissa
 * @param maxDecimals most decimals of a mantissa
 * @param mark {@code e} or {@code E}
 * @param plus a positive exponent has a sign
 * @param exponentDigits least digits of an exponent
 * @param below magnitudes up to this one have an exponent; 0: none
 * @param above magnitudes from this one have an exponent
 * @param plain format of all others
 */
public record ExponentNumber(
        int minDecimals,
        int maxDecimals,
        String mark,
        boolean plus,
        int exponentDigits,
        double below,
        double above,
        ValueFormat plain)
        implements ValueFormat {
    public ExponentNumber {
        Objects.requireNonNull(mark);
        Objects.requireNonNull(plain);
        if (minDecimals < 0 || minDecimals > maxDecimals) {
            throw new IllegalArgumentException("decimals from " + minDecimals + " to " + maxDecimals);
        }
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable Double parse(@Nullable String cell) {
        return cell == null ? null : NumberCell.scan(cell).real(cell);
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable String format(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        double value = ((Number) typed).doubleValue();
        double magnitude = Math.abs(value);
        boolean scientific = magnitude >= above || (magnitude <= below && (value != 0 || Double.isInfinite(below)));
        return scientific ? scientific(value) : plain.format(Spellings.converted(value, plain));
    }

    private String scientific(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(maxDecimals + 1, RoundingMode.HALF_EVEN));
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        mantissa = mantissa.setScale(Math.max(mantissa.scale(), minDecimals), RoundingMode.UNNECESSARY);
        String digits = Integer.toString(Math.abs(exponent));
        String sign = exponent < 0 ? "-" : plus ? "+" : "";
        return mantissa.toPlainString()
                + mark
                + sign
                + "0".repeat(Math.max(0, exponentDigits - digits.length()))
                + digits;
    }
}
