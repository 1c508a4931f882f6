package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.expression.Expression;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The column is a number or a time that is computed of others.
 *
 * @param sourceFormats of the expression's columns, in the order of {@link #sources()}
 * @param scale decimals that a number is rounded to
 * @param remainder what is learned of the column beside; null: it is what comes out, and null where nothing does
 */
public record Computed(
        String column,
        Expression expression,
        ValueFormat format,
        List<ValueFormat> sourceFormats,
        int scale,
        RoundingMode rounding,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Remainder remainder)
        implements Derivation {
    public Computed {
        Objects.requireNonNull(column);
        Objects.requireNonNull(expression);
        Objects.requireNonNull(format);
        Objects.requireNonNull(rounding);
        sourceFormats = List.copyOf(sourceFormats);
        if (sourceFormats.size() != expression.columns().size()) {
            throw new IllegalArgumentException(
                    expression.columns().size() + " columns, " + sourceFormats.size() + " formats");
        }
    }

    /**
     * How far the column is from what comes out. Where nothing comes out, a fixed value stands for it.
     *
     * @param always where neither the column nor what comes out is null, both are equal all the same
     * @param unit of a distance between times, in microseconds; 0: numbers, whose distance has no unit
     * @param origin stands for what doesn't come out; times in microseconds since 1970
     * @param low least value of the column, unless what comes out is less; like {@code origin}
     * @param high greatest value of the column, unless what comes out is greater
     */
    public record Remainder(boolean always, long unit, BigDecimal origin, BigDecimal low, BigDecimal high) {
        public Remainder {
            if (unit < 0 || low.compareTo(high) > 0) {
                throw new IllegalArgumentException("unit " + unit + " or bounds that are none");
            }
        }
    }

    @Override
    public List<Source> sources() {
        return expression.columns().stream()
                .map(c -> new Source(c.path(), c.name()))
                .toList();
    }

    @Override
    public Learned learned() {
        return remainder == null ? Learned.NOTHING : Learned.DISTANCE;
    }

    @Override
    public Optional<ValueFormat> written() {
        return Optional.of(format);
    }

    /** The decimals that numbers of a format are written with at most. */
    public static int scale(ValueFormat format) {
        if (format.bare() instanceof ValueFormat.Decimal decimal) {
            return decimal.maxDecimals();
        }
        return format.bare() instanceof ValueFormat.Real real ? real.maxDecimals() : 0;
    }
}
