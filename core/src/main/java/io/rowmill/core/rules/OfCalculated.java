package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.transform.Extremes;
import io.rowmill.core.transform.Protection;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Whether a column is what comes out of two others, in all rows. */
final class OfCalculated extends Evidence {
    /** Share of a column's values for which nothing may come out. */
    private static final double SOURCELESS = 0.05;

    /** Shares of strays that differ by less count as equal. */
    private static final int STRAY_STEPS = 10;
    /**
     * Of columns that come out of each other, the one that is made is the one that others say all of, and that seldom strays from what
     * it is in the source if they are drawn independently.
     */
    static final Comparator<OfCalculated> BEST = Comparator.comparing((OfCalculated e) -> !e.isExact())
            .thenComparing(e -> e.candidate().isRounded())
            .thenComparingInt(e -> decimals(e.candidate()))
            .thenComparingInt(e -> (int) (e.candidate().strays() * STRAY_STEPS))
            .thenComparing(e -> isInverse(e.candidate().operator()))
            .thenComparingInt(e -> -e.candidate().y().distinct())
            .thenComparingInt(e -> -e.candidate().y().index());

    private final Calculated candidate;
    private final Computed rule;
    private final Map<Expression.Column, Integer> positions;
    private final Extremes values;
    private long alone;
    private long missing;

    OfCalculated(Calculated candidate, Protection protection) {
        this.candidate = candidate;
        this.rule = Triples.rule(
                candidate.y(), candidate.left(), candidate.operator(), candidate.right(), candidate.rounding());
        this.positions = Map.of(
                Triples.read(candidate.left()),
                candidate.left().index(),
                Triples.read(candidate.right()),
                candidate.right().index());
        this.values = new Extremes(protection.extremeValueCount());
    }

    /** A rate comes out of two counts, of all counts; but of a rate and a count comes no count unless it is rounded. */
    private static int decimals(Calculated of) {
        return Math.min(Outcomes.EXACT_DECIMALS, Computed.scale(of.left().format()))
                + Math.min(Outcomes.EXACT_DECIMALS, Computed.scale(of.right().format()));
    }

    private static boolean isInverse(Operator operator) {
        return operator == Operator.SUBTRACT || operator == Operator.DIVIDE;
    }

    @Override
    @SuppressWarnings("unchecked")
    void accept(Row row) {
        BigDecimal value = Scalars.of(row.typed(candidate.y().index()));
        BigDecimal outcome = Computing.outcome(rule, column -> row.typed(positions.get(column)));
        if (value != null) {
            values.add((Comparable<Object>) (Object) value);
        }
        if (value != null && outcome != null) {
            rows++;
            broken += Computing.isSame(rule, outcome, value) ? 0 : 1;
        } else {
            alone += value != null ? 1 : 0;
            missing += outcome != null ? 1 : 0;
        }
    }

    @Override
    Calculated candidate() {
        return candidate;
    }

    /** Whether nothing is left to learn. */
    boolean saysAll() {
        return isExact() && alone == 0 && missing == 0;
    }

    /** Empty: for too many values nothing comes out. */
    Optional<Computed> derivation() {
        if (saysAll()) {
            return Optional.of(rule);
        }
        boolean isTime = Scalars.isTime(rule.format());
        if (alone > SOURCELESS * (rows + alone) || (isTime && !isExact())) {
            return Optional.empty();
        }
        BigDecimal low = (BigDecimal) (Object) values.low();
        BigDecimal high = (BigDecimal) (Object) values.high();
        Remainder remainder = new Remainder(isExact(), isTime ? 1 : 0, low, low, high);
        return Optional.of(new Computed(
                rule.column(),
                rule.expression(),
                rule.format(),
                rule.sourceFormats(),
                rule.scale(),
                rule.rounding(),
                remainder));
    }
}
