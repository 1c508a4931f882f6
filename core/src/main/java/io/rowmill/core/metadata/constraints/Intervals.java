package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.metadata.constraints.Plan.Equation;
import io.rowmill.core.metadata.constraints.Sorted.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What declared rules say of values that are compared, in whatever row. */
final class Intervals {
    /** Rules of the table that a path leads to. */
    private final Function<List<String>, List<Order>> rules;

    private final Map<String, Equation> equations;

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
        BigDecimal most = bound(lesser, 1, new HashSet<>());
        BigDecimal least = bound(greater, -1, new HashSet<>());
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
        BigDecimal bound = bound(of, -1, new HashSet<>());
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
        return rules.apply(from.path()).stream()
                .filter(o -> at(o.lesser(), from.path()).equals(from) && o.greater() instanceof Column)
                .map(o -> (Column) at(o.greater(), from.path()))
                .anyMatch(next -> leads(next, to, seen));
    }

    /** A column of another row as it is called from here. */
    private static Expression at(Expression of, List<String> path) {
        return of instanceof Column column && column.path().isEmpty() ? new Column(path, column.name()) : of;
    }

    /** @param side 1: what it is never above; -1: never below. Null: nothing says so, or it is no number */
    private @Nullable BigDecimal bound(Expression of, int side, Set<Column> seen) {
        if (of instanceof Expression.Numeral number) {
            return number.value();
        } else if (of instanceof Arithmetic arithmetic) {
            return bound(arithmetic, side, seen);
        } else if (!(of instanceof Column column) || !seen.add(column)) {
            return null;
        }
        Column column = (Column) of;
        List<BigDecimal> found = new ArrayList<>();
        for (Order order : rules.apply(column.path())) {
            Expression own = at(side > 0 ? order.lesser() : order.greater(), column.path());
            Expression other = at(side > 0 ? order.greater() : order.lesser(), column.path());
            if (own.equals(column)) {
                BigDecimal beyond = bound(other, side, seen);
                if (beyond != null) {
                    found.add(beyond);
                }
            }
        }
        if (column.path().isEmpty() && equations.containsKey(column.name())) {
            BigDecimal computed = bound(equations.get(column.name()).of(), side, seen);
            if (computed != null) {
                // What is computed is rounded, so that only a whole number bounds it.
                found.add(computed.setScale(0, side > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR));
            }
        }
        seen.remove(column);
        return found.stream().reduce((a, b) -> side > 0 ? a.min(b) : a.max(b)).orElse(null);
    }

    private @Nullable BigDecimal bound(Arithmetic of, int side, Set<Column> seen) {
        BigDecimal left = bound(of.left(), side, seen);
        return switch (of.operator()) {
            case ADD -> {
                BigDecimal right = bound(of.right(), side, seen);
                yield left == null || right == null ? null : left.add(right);
            }
            case SUBTRACT -> {
                BigDecimal right = bound(of.right(), -side, seen);
                yield left == null || right == null ? null : left.subtract(right);
            }
            case MULTIPLY -> {
                BigDecimal right = bound(of.right(), side, seen);
                boolean isPositive = isNotNegative(of.left()) && isNotNegative(of.right());
                yield left == null || right == null || !isPositive ? null : left.multiply(right);
            }
            case DIVIDE -> null;
        };
    }

    /** Whether rules of a table leave a column at most one value. */
    boolean isContradicted(Column column) {
        BigDecimal least = bound(column, -1, new HashSet<>());
        BigDecimal most = bound(column, 1, new HashSet<>());
        return least != null && most != null && least.compareTo(most) >= 0;
    }
}
