package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.constraints.Plan.Limit;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Learned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves the bounds of values that are given: they can't be moved themselves. */
final class Raising {
    private final List<Derivation> rules;
    private final Function<String, ValueFormat> formats;
    private final Given given;
    private final Map<String, BitSet> moved = new HashMap<>();

    Raising(List<Derivation> rules, Function<String, ValueFormat> formats, Given given) {
        this.rules = rules;
        this.formats = formats;
        this.given = given;
    }

    /** @param columns learned values; where a bound is moved, its column is replaced */
    void raise(Map<String, @Nullable Object[]> columns, int rows) {
        Set<String> derived = new HashSet<>();
        rules.stream().filter(r -> r.learned() != Learned.WHOLE).forEach(r -> derived.addAll(r.columns()));
        List<Derivation> fromTheLast = new ArrayList<>(rules);
        Collections.reverse(fromTheLast);
        for (Derivation rule : fromTheLast) {
            if (rule instanceof Confined confined && !derived.contains(rule.column())) {
                confined.uppers().forEach(b -> move(columns, rows, confined.column(), b, 1, derived));
                confined.lowers().forEach(b -> move(columns, rows, confined.column(), b, -1, derived));
            } else if (rule instanceof Limited limited) {
                limited.limits().lowers().stream()
                        .filter(l -> l.bound() instanceof Expression.Column c
                                && c.path().isEmpty()
                                && !derived.contains(c.name()))
                        .forEach(l -> lower(columns, rows, limited.column(), l));
            }
        }
    }

    private void move(
            Map<String, @Nullable Object[]> columns, int rows, String column, Bound bound, int side, Set<String> no) {
        String other = bound.source().column();
        if (!bound.source().isOwn() || no.contains(other) || !columns.containsKey(other)) {
            return;
        }
        BitSet fixed = moved.getOrDefault(column, new BitSet());
        @Nullable Object[] values = columns.get(column);
        @Nullable Object[] bounds = columns.get(other);
        for (int row = 0; row < rows; row++) {
            if ((fixed.get(row) || given.is(column, row)) && !given.is(other, row)) {
                BigDecimal value = Scalars.of(values[row]);
                BigDecimal limit = Scalars.of(bounds[row]);
                if (value != null && limit != null && value.compareTo(limit) * side > 0) {
                    RoundingMode rounding = side > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
                    bounds = moved.containsKey(other) ? bounds : bounds.clone();
                    moved.computeIfAbsent(other, c -> new BitSet()).set(row);
                    bounds[row] = Scalars.typed(value, formats.apply(other), rounding);
                    columns.put(other, bounds);
                }
            }
        }
    }

    /** A declared order: what the column must not be below gives way. */
    private void lower(Map<String, @Nullable Object[]> columns, int rows, String column, Limit limit) {
        String other = ((Expression.Column) limit.bound()).name();
        boolean strict = limit.hops().get(limit.hops().size() - 1).strict();
        // What isn't learned is no column yet, and what is spelled in several ways is on no scale.
        if (!columns.containsKey(other)
                || !Scalars.isScalar(formats.apply(other).bare())) {
            return;
        }
        Grid grid = new Grid(formats.apply(other), null);
        BitSet fixed = moved.getOrDefault(column, new BitSet());
        @Nullable Object[] bounds = columns.get(other);
        for (int row = 0; row < rows; row++) {
            boolean isGiven = given.is(column, row);
            if ((!isGiven && !fixed.get(row)) || given.is(other, row)) {
                continue;
            }
            BigDecimal value = Scalars.of(isGiven ? given.value(column, row) : columns.get(column)[row]);
            BigDecimal bound = Scalars.of(bounds[row]);
            if (value != null && bound != null && bound.compareTo(value) >= (strict ? 0 : 1)) {
                bounds = moved.containsKey(other) ? bounds : bounds.clone();
                moved.computeIfAbsent(other, c -> new BitSet()).set(row);
                bounds[row] = Scalars.typed(
                        grid.floor(value, strict), formats.apply(other).bare(), RoundingMode.FLOOR);
                columns.put(other, bounds);
            }
        }
    }
}
