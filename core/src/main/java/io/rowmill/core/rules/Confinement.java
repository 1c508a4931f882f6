package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Moves values to the bounds that they are beyond, but for as many as are beyond them in the source. */
final class Confinement {
    private final Confined rule;
    private final ValueFormat format;
    private final Seed seed;

    /** @param format of the column */
    Confinement(Confined rule, ValueFormat format, Seed seed) {
        this.rule = rule;
        this.format = format;
        this.seed = seed;
    }

    @Nullable
    Object[] values(@Nullable Object[] own, Values values, long firstOrdinal) {
        @Nullable Object[] out = own.clone();
        for (Bound upper : rule.uppers()) {
            move(out, upper, values, firstOrdinal, 1);
        }
        // Where they contradict each other, the lower ones win.
        for (Bound lower : rule.lowers()) {
            move(out, lower, values, firstOrdinal, -1);
        }
        return out;
    }

    /** @param side 1: of values above the bound; -1: below */
    private void move(@Nullable Object[] out, Bound bound, Values values, long firstOrdinal, int side) {
        @Nullable Object[] bounds = values.of(bound.source());
        BitSet beyond = new BitSet();
        int compared = 0;
        for (int row = 0; row < out.length; row++) {
            BigDecimal value = Scalars.of(out[row]);
            BigDecimal limit = Scalars.of(bounds[row]);
            if (value != null && limit != null) {
                compared++;
                beyond.set(row, value.compareTo(limit) * side > 0);
            }
        }
        double stay = beyond.isEmpty() ? 0 : bound.exceptions() * compared / beyond.cardinality();
        Chances chances = new Chances(seed.derive(bound.source().toString()), firstOrdinal);
        RoundingMode rounding = side > 0 ? RoundingMode.FLOOR : RoundingMode.CEILING;
        beyond.stream()
                .filter(row -> stay <= 0 || chances.of(row) >= stay)
                .forEach(row -> out[row] = Scalars.typed(limit(bounds[row]), format, rounding));
    }

    private static BigDecimal limit(@Nullable Object bound) {
        BigDecimal limit = Scalars.of(bound);
        if (limit == null) {
            throw new IllegalStateException("no bound");
        }
        return limit;
    }
}
