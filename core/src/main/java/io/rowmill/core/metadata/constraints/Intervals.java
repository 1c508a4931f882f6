package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.metadata.constraints.Plan.Equation;
import io.rowmill.core.metadata.constraints.Sorted.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What declared rules say of values that are compared, in whatever row. */
final class Intervals {
    /** Digits of a bound; products of bounds have ever more. */
    private static final int DIGITS = 60;

    /** Rules of the table that a path leads to. */
    private final Function<List<String>, List<Order>> rules;

    private final Map<String, Equation> equations;
    private final Map<List<String>, List<Order>> orders = new HashMap<>();
    /** By what each is bounded. */
    private final Map<Side, List<Expression>> beyond = new HashMap<>();

    private final Map<Side, BigDecimal> known = new HashMap<>();

    /** @param side 1: what the column is never above; -1: never below */
    private record Side(Column column, int side) {
        BigDecimal tightest(BigDecimal one, BigDecimal other) {
            return side > 0 ? one.min(other) : one.max(other);
        }

        RoundingMode outwards() {
            return side > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
        }
    }

    /** @param equations of the table itself, by column */
    Intervals(Function<List<String>, List<Order>> rules, Map<String, Equation> equations) {
        this.rules = rules;
        this.equations = equations;
    }

    /** No row has a value of the one above the value of the other. */
    boolean isNeverAbove(Expression lesser, Expression greater) {
        if (lesser.equals(greater)) {
            return true;
        }
        BigDecimal most = bound(lesser, 1);
        BigDecimal least = bound(greater, -1);
        if (most != null && least != null && most.compareTo(least) <= 0) {
            return true;
        }
        if (greater instanceof Arithmetic sum && sum.operator() == Expression.Operator.ADD) {
            return (isNeverAbove(lesser, sum.left()) && isNotNegative(sum.right()))
                    || (isNeverAbove(lesser, sum.right()) && isNotNegative(sum.left()));
        }
        if (greater instanceof Arithmetic rest && rest.operator() == Expression.Operator.SUBTRACT) {
            return most != null && most.signum() <= 0 && isNeverAbove(rest.right(), rest.left());
        }
        return lesser instanceof Column from && greater instanceof Column to && leads(from, to, new HashSet<>());
    }

    /** The one is the other and at least so much more. */
    boolean isAbove(Expression of, Column other, BigDecimal least) {
        if (of.equals(other)) {
            return least.signum() == 0;
        }
        return of instanceof Arithmetic sum
                && sum.operator() == Expression.Operator.ADD
                && ((sum.left().equals(other) && isAtLeast(sum.right(), least))
                        || (sum.right().equals(other) && isAtLeast(sum.left(), least)));
    }

    private boolean isAtLeast(Expression of, BigDecimal least) {
        BigDecimal bound = bound(of, -1);
        return bound != null && bound.compareTo(least) >= 0;
    }

    private boolean isNotNegative(Expression of) {
        return isAtLeast(of, BigDecimal.ZERO);
    }

    /** From the one column one comes to the other by declared orders. */
    private boolean leads(Column from, Column to, Set<Column> seen) {
        if (from.equals(to)) {
            return true;
        }
        if (!seen.add(from) || !from.path().equals(to.path())) {
            return false;
        }
        return orders(from.path()).stream()
                .filter(o -> at(o.lesser(), from.path()).equals(from) && o.greater() instanceof Column)
                .map(o -> (Column) at(o.greater(), from.path()))
                .anyMatch(next -> leads(next, to, seen));
    }

    /** A column of another row as it is called from here. */
    private static Expression at(Expression of, List<String> path) {
        return of instanceof Column column && column.path().isEmpty() ? new Column(path, column.name()) : of;
    }

    private List<Order> orders(List<String> path) {
        List<Order> found = orders.get(path);
        if (found == null) {
            found = List.copyOf(rules.apply(path));
            orders.put(path, found);
        }
        return found;
    }

    /** @param side 1: what it is never above; -1: never below. Null: nothing says so, or it is no number */
    private @Nullable BigDecimal bound(Expression of, int side) {
        Set<Side> unknown = new LinkedHashSet<>();
        discover(of, side, unknown);
        // A bound comes by way of other columns, at most by each of them once.
        boolean isTightened = true;
        for (int round = 0; isTightened && round < unknown.size(); round++) {
            isTightened = false;
            for (Side each : unknown) {
                isTightened |= isTightened(each);
            }
        }
        return value(of, side);
    }

    private void discover(Expression of, int side, Set<Side> unknown) {
        if (of instanceof Arithmetic arithmetic) {
            discover(arithmetic.left(), side, unknown);
            discover(arithmetic.right(), arithmetic.operator() == Expression.Operator.SUBTRACT ? -side : side, unknown);
            if (arithmetic.operator() == Expression.Operator.MULTIPLY) {
                discover(arithmetic.left(), -1, unknown);
                discover(arithmetic.right(), -1, unknown);
            }
        } else if (of instanceof Column column && !beyond.containsKey(new Side(column, side))) {
            Side found = new Side(column, side);
            List<Expression> by = beyond(found);
            beyond.put(found, by);
            unknown.add(found);
            by.forEach(b -> discover(b, side, unknown));
            equation(column).ifPresent(e -> discover(e.of(), side, unknown));
        }
    }

    private List<Expression> beyond(Side of) {
        List<String> path = of.column().path();
        boolean isAbove = of.side() > 0;
        return orders(path).stream()
                .filter(o -> at(isAbove ? o.lesser() : o.greater(), path).equals(of.column()))
                .map(o -> at(isAbove ? o.greater() : o.lesser(), path))
                .toList();
    }

    private Optional<Equation> equation(Column of) {
        return Optional.ofNullable(of.path().isEmpty() ? equations.get(of.name()) : null);
    }

    private boolean isTightened(Side of) {
        BigDecimal found = computed(of);
        for (Expression by : beyond.getOrDefault(of, List.of())) {
            BigDecimal bound = value(by, of.side());
            found = found == null ? bound : bound == null ? found : of.tightest(found, bound);
        }
        if (found == null) {
            return false;
        }
        BigDecimal rounded = found.round(new MathContext(DIGITS, of.outwards()));
        BigDecimal before = known.put(of, rounded);
        return before == null || before.compareTo(rounded) != 0;
    }

    /** What is computed is rounded, so that only a whole number bounds it. */
    private @Nullable BigDecimal computed(Side of) {
        Optional<Equation> equation = equation(of.column());
        BigDecimal bound = equation.isEmpty() ? null : value(equation.get().of(), of.side());
        return bound == null ? null : bound.setScale(0, of.outwards());
    }

    /** What is known so far. */
    private @Nullable BigDecimal value(Expression of, int side) {
        if (of instanceof Expression.Numeral number) {
            return number.value();
        } else if (of instanceof Column column) {
            return known.get(new Side(column, side));
        }
        return of instanceof Arithmetic arithmetic ? value(arithmetic, side) : null;
    }

    private @Nullable BigDecimal value(Arithmetic of, int side) {
        BigDecimal left = value(of.left(), side);
        BigDecimal right = value(of.right(), of.operator() == Expression.Operator.SUBTRACT ? -side : side);
        if (left == null || right == null) {
            return null;
        }
        return switch (of.operator()) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> isKnownPositive(of.left()) && isKnownPositive(of.right()) ? left.multiply(right) : null;
            case DIVIDE -> null;
        };
    }

    private boolean isKnownPositive(Expression of) {
        BigDecimal least = value(of, -1);
        return least != null && least.signum() >= 0;
    }

    /** Whether rules of a table leave a column at most one value. */
    boolean isContradicted(Column column) {
        BigDecimal least = bound(column, -1);
        BigDecimal most = bound(column, 1);
        return least != null && most != null && least.compareTo(most) >= 0;
    }
}
