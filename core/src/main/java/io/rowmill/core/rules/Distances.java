package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.Difference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Values at learned distances from their sources. */
final class Distances {
    private final Difference rule;

    Distances(Difference rule) {
        this.rule = rule;
    }

    @Nullable
    Object[] values(@Nullable Object[] distances, @Nullable Object[] sources) {
        @Nullable Object[] out = new Object[distances.length];
        for (int row = 0; row < out.length; row++) {
            out[row] = value(distances[row], Scalars.of(sources[row]));
        }
        return out;
    }

    @Nullable
    Object value(@Nullable Object learned, @Nullable BigDecimal source) {
        BigDecimal distance = Scalars.of(learned);
        return distance == null ? null : value(distance, source);
    }

    private Object value(BigDecimal distance, @Nullable BigDecimal source) {
        BigDecimal from = source == null ? rule.origin() : source;
        BigDecimal way = rule.unit() == 0 ? distance : distance.multiply(BigDecimal.valueOf(rule.unit()));
        if (rule.ordered() && source != null && way.signum() < 0) {
            way = BigDecimal.ZERO;
        }
        // A bound of the column gives way to a source that is beyond it.
        BigDecimal value =
                from.add(way).max(rule.low().min(from)).min(rule.high().max(from));
        return Scalars.typed(
                value, rule.format(), rule.ordered() && source != null ? RoundingMode.CEILING : RoundingMode.HALF_EVEN);
    }
}
