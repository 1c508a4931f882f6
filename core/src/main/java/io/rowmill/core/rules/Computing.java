package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.rules.Derivation.Difference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of columns that are computed of others. */
final class Computing {
    private final Computed rule;
    private final ValueFormat format;
    private final Map<Source, ValueFormat> formats = new HashMap<>();

    Computing(Computed rule) {
        this.rule = rule;
        this.format = rule.format().bare();
        for (int i = 0; i < rule.sources().size(); i++) {
            formats.put(rule.sources().get(i), rule.sourceFormats().get(i));
        }
    }

    /**
     * What comes out for one row.
     *
     * @return a number, rounded; a time in microseconds since 1970; null: nothing comes out
     */
    static @Nullable BigDecimal outcome(Computed rule, Expression.Row row) {
        Object value = rule.expression().value(row);
        BigDecimal scalar = Scalars.of(value);
        return value instanceof BigDecimal && scalar != null ? scalar.setScale(rule.scale(), rule.rounding()) : scalar;
    }

    /** @param outcome of the rule */
    static boolean isSame(Computed rule, BigDecimal outcome, BigDecimal value) {
        if (outcome.compareTo(value) == 0) {
            return true;
        }
        // Binary fractions are written with as many decimals as they need, of which the last ones say nothing.
        return rule.scale() > Outcomes.EXACT_DECIMALS
                && outcome.subtract(value).abs().doubleValue() <= Outcomes.BINARY_LOSS * Math.abs(value.doubleValue());
    }

    /** The cell of the column's residual, which must have one; null: the column is null. */
    @Nullable
    String residual(@Nullable String own, Function<Source, @Nullable String> cells) {
        if (own == null) {
            return null;
        }
        BigDecimal outcome = outcome(rule, column -> {
            Source source = new Source(column.path(), column.name());
            return Operands.of(Residuals.parsed(cells.apply(source), formats.get(source)));
        });
        return Residuals.distance(difference(remainder(), rule.format()), own, outcome);
    }

    /** @param own residuals; of no interest if the column has none */
    @Nullable
    Object[] values(@Nullable Object[] own, Values values) {
        Map<Source, @Nullable Object[]> read = new HashMap<>();
        rule.sources().forEach(s -> read.put(s, values.of(s)));
        @Nullable Object[] outcomes = new Object[own.length];
        for (int row = 0; row < own.length; row++) {
            int at = row;
            outcomes[row] = outcome(rule, c -> Operands.of(read.get(new Source(c.path(), c.name()))[at]));
        }
        if (rule.remainder() == null) {
            return typed(outcomes, outcomes);
        }
        @Nullable Object[] distant = new Distances(difference(remainder(), format)).values(own, outcomes);
        return remainder().always() ? typed(outcomes, distant) : distant;
    }

    /** What comes out, where it does and the other isn't null; else the other. */
    private @Nullable Object[] typed(@Nullable Object[] outcomes, @Nullable Object[] others) {
        @Nullable Object[] out = others.clone();
        for (int row = 0; row < out.length; row++) {
            if (others[row] != null && outcomes[row] instanceof BigDecimal value) {
                out[row] = Scalars.typed(value, format, RoundingMode.HALF_UP);
            }
        }
        return out;
    }

    private Remainder remainder() {
        Remainder remainder = rule.remainder();
        if (remainder == null) {
            throw new IllegalStateException("column " + rule.column() + " has no residual");
        }
        return remainder;
    }

    private Difference difference(Remainder of, ValueFormat as) {
        Source itself = Source.own(rule.column());
        return new Difference(rule.column(), itself, as, as, false, of.unit(), of.origin(), of.low(), of.high());
    }
}
