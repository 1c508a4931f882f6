package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A number that is what comes out of an expression, rounded as its column is written. */
final class Equality {
    /** The likelier a way of rounding, the earlier. */
    private static final List<RoundingMode> WAYS = List.of(
            RoundingMode.HALF_UP,
            RoundingMode.HALF_EVEN,
            RoundingMode.HALF_DOWN,
            RoundingMode.DOWN,
            RoundingMode.FLOOR,
            RoundingMode.CEILING,
            RoundingMode.UP);
    /** Of floating-point numbers: what is left of their digits after some sums. */
    private static final double CLOSE = 1e-9;

    private final Expression alone;
    private final Expression of;
    private final int scale;
    private final boolean isReal;
    private final Map<RoundingMode, BrokenRows> broken = new EnumMap<>(RoundingMode.class);

    Equality(Expression alone, Expression of, ValueFormat format) {
        this.alone = alone;
        this.of = of;
        this.scale = scale(format);
        this.isReal = Operands.format(format) instanceof ValueFormat.Real;
        WAYS.forEach(w -> broken.put(w, new BrokenRows()));
    }

    /** Decimals that the cells of a format have at most. */
    static int scale(ValueFormat format) {
        ValueFormat bare = Operands.format(format);
        if (bare instanceof ValueFormat.Decimal decimal) {
            return decimal.maxDecimals();
        }
        return bare instanceof ValueFormat.Real real ? real.maxDecimals() : 0;
    }

    /** @param row its number, from 0 */
    void accept(Expression.Row cells, long row) {
        BigDecimal own = Scalars.of(alone.value(cells));
        BigDecimal out = Scalars.of(of.value(cells));
        if (own != null && out != null) {
            broken.forEach((way, rows) -> rows.count(isSame(own, out.setScale(scale, way)), row));
        }
    }

    private boolean isSame(BigDecimal own, BigDecimal out) {
        if (own.compareTo(out) == 0) {
            return true;
        }
        double difference = own.subtract(out).abs().doubleValue();
        return isReal && difference <= CLOSE * Math.max(1, own.abs().doubleValue());
    }

    /** The way of rounding that fails in the fewest rows. */
    RoundingMode rounding() {
        RoundingMode best = WAYS.get(0);
        for (RoundingMode way : WAYS) {
            best = broken(way).count() < broken(best).count() ? way : best;
        }
        return best;
    }

    /** Rows in which that way fails. */
    BrokenRows broken() {
        return broken(rounding());
    }

    private BrokenRows broken(RoundingMode way) {
        return Objects.requireNonNull(broken.get(way));
    }
}
