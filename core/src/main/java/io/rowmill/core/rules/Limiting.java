package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.constraints.Plan.Hop;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves values to where declared rules have them. */
final class Limiting {
    private static final int DATE_LENGTH = "2000-01-01".length();

    private final Limits limits;
    private final ValueFormat format;
    private final Function<String, ValueFormat> formats;

    /** @param formats of the table's columns */
    Limiting(Limited rule, Function<String, ValueFormat> formats) {
        this.limits = rule.limits();
        this.formats = formats;
        this.format = formats.apply(limits.column()).bare();
    }

    @Nullable
    Object[] values(@Nullable Object[] own, Values values) {
        Map<Source, @Nullable Object[]> read = new HashMap<>();
        new Limited(limits).sources().forEach(s -> read.put(s, values.of(s)));
        List<Side> uppers = limits.uppers().stream().map(l -> new Side(l, true)).toList();
        List<Side> lowers =
                limits.lowers().stream().map(l -> new Side(l, false)).toList();
        Grid grid = new Grid(format, limits.increment());
        @Nullable Object[] out = own.clone();
        for (int row = 0; row < out.length; row++) {
            BigDecimal value = Scalars.of(own[row]);
            if (value != null) {
                int at = row;
                Expression.Row cells = column -> Operands.of(read.get(Limited.source(column))[at]);
                BigDecimal moved = grid.nearest(value);
                for (Side upper : uppers) {
                    BigDecimal limit = upper.of(cells);
                    moved = limit == null ? moved : moved.min(limit);
                }
                // All that bounds from above has left room for what bounds from below.
                for (Side lower : lowers) {
                    BigDecimal limit = lower.of(cells);
                    moved = limit == null ? moved : moved.max(limit);
                }
                if (moved.compareTo(value) != 0) {
                    out[row] = Scalars.typed(moved, format, RoundingMode.HALF_EVEN);
                }
            }
        }
        return out;
    }

    /** A number, or a time in microseconds; null: there is none. */
    static @Nullable BigDecimal scalar(@Nullable Object value) {
        if (value instanceof String text) {
            return Scalars.of(
                    text.length() <= DATE_LENGTH ? LocalDate.parse(text) : LocalDateTime.parse(text.replace(' ', 'T')));
        }
        return Scalars.of(value);
    }

    /** One bound. */
    private final class Side {
        private final Expression bound;
        private final boolean isUpper;
        private final List<Hop> hops;
        private final List<Grid> grids = new ArrayList<>();
        private final @Nullable BigDecimal constant;

        Side(Limit limit, boolean isUpper) {
            this.bound = limit.bound();
            this.isUpper = isUpper;
            this.hops = limit.hops();
            hops.forEach(h -> grids.add(new Grid(formats.apply(h.column()), h.increment())));
            this.constant = bound.columns().isEmpty() ? through(scalar(bound.value(c -> null))) : null;
        }

        @Nullable
        BigDecimal of(Expression.Row row) {
            return constant != null ? constant : through(scalar(bound.value(row)));
        }

        private @Nullable BigDecimal through(@Nullable BigDecimal limit) {
            BigDecimal out = limit;
            for (int i = 0; i < hops.size() && out != null; i++) {
                boolean strict = hops.get(i).strict();
                out = isUpper ? grids.get(i).floor(out, strict) : grids.get(i).ceiling(out, strict);
            }
            return out;
        }
    }
}
