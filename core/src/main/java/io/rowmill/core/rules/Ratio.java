package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The column is a number above 0: its source, times a factor that is learned.
 *
 * @param sourceFormat of the source's cells
 * @param origin above 0: stands for a source that is null, or not above 0
 * @param low least value of the column
 * @param high greatest value of the column
 */
public record Ratio(
        String column,
        Source source,
        ValueFormat format,
        ValueFormat sourceFormat,
        BigDecimal origin,
        BigDecimal low,
        BigDecimal high)
        implements Derivation {
    /** Digits of a factor. */
    private static final MathContext DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

    private static final int MOST_DECIMALS = 15;

    public Ratio {
        Objects.requireNonNull(column);
        Objects.requireNonNull(source);
        Objects.requireNonNull(format);
        Objects.requireNonNull(sourceFormat);
        if (origin.signum() <= 0 || low.compareTo(high) > 0) {
            throw new IllegalArgumentException("an origin that is none, or bounds that are none");
        }
    }

    @Override
    public List<Source> sources() {
        return List.of(source);
    }

    @Override
    public Learned learned() {
        return Learned.DISTANCE;
    }

    @Override
    public Optional<ValueFormat> written() {
        return Optional.of(format);
    }

    private BigDecimal base(@Nullable BigDecimal source) {
        return source == null || source.signum() <= 0 ? origin : source;
    }

    /** The factor, as a cell. */
    @Nullable
    String residual(@Nullable String own, @Nullable String ofSource) {
        BigDecimal value = Scalars.of(Residuals.parsed(own, format));
        if (value == null) {
            return null;
        }
        BigDecimal factor = value.divide(base(Scalars.of(Residuals.parsed(ofSource, sourceFormat))), DIGITS);
        BigDecimal cut = factor.setScale(Math.min(factor.scale(), MOST_DECIMALS), RoundingMode.HALF_EVEN);
        return cut.signum() == 0 ? "0" : cut.stripTrailingZeros().toPlainString();
    }

    @Nullable
    Object[] values(@Nullable Object[] factors, @Nullable Object[] sources) {
        @Nullable Object[] out = new Object[factors.length];
        for (int row = 0; row < out.length; row++) {
            BigDecimal factor = Scalars.of(factors[row]);
            if (factor != null) {
                BigDecimal value =
                        base(Scalars.of(sources[row])).multiply(factor).max(low).min(high);
                out[row] = Scalars.typed(value, format, RoundingMode.HALF_EVEN);
            }
        }
        return out;
    }

    /** What the source must be for a value to come out; empty: any. */
    Optional<Object> source(@Nullable Object value, @Nullable Object factor) {
        BigDecimal to = Scalars.of(value);
        BigDecimal of = Scalars.of(factor);
        return to == null || of == null || of.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        Scalars.typed(to.divide(of, MathContext.DECIMAL64), sourceFormat, RoundingMode.HALF_EVEN));
    }
}
