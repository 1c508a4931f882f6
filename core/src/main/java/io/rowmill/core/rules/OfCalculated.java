package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.transform.Extremes;
import io.rowmill.core.transform.Protection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Whether a column is what comes out of two others, in all rows. */
final class OfCalculated extends Evidence {
    /** Share of a column's values for which nothing may come out. */
    private static final double SOURCELESS = 0.05;

    private final Calculated candidate;
    private final Computed rule;
    private final Map<String, Integer> positions;
    private final Extremes values;
    private long alone;
    private long missing;

    OfCalculated(Calculated candidate, Protection protection) {
        this.candidate = candidate;
        this.rule = Triples.rule(
                candidate.y(), candidate.left(), candidate.operator(), candidate.right(), candidate.rounding());
        this.positions = Map.of(
                candidate.left().name(),
                candidate.left().index(),
                candidate.right().name(),
                candidate.right().index());
        this.values = new Extremes(protection.extremeValueCount());
    }

    @Override
    @SuppressWarnings("unchecked")
    void accept(Row row) {
        BigDecimal value = Scalars.of(row.typed(candidate.y().index()));
        BigDecimal outcome = Computing.outcome(rule, column -> row.typed(positions.get(column.name())));
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
