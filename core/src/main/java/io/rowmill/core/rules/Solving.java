package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Completion.Given;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operand that is missing, of the other one and of what comes out of both. */
final class Solving {
    private final TableRules rules;
    private final Given given;
    private final Values values;

    /** @param values learned, or of parents' rows */
    Solving(TableRules rules, Given given, Values values) {
        this.rules = rules;
        this.given = given;
        this.values = values;
    }

    /** @param columns learned values; where an operand is solved for, its column is replaced */
    void apply(Computed rule, Map<String, @Nullable Object[]> columns, int rows) {
        if (rule.expression() instanceof Arithmetic of
                && of.left() instanceof Column left
                && of.right() instanceof Column right) {
            solve(rule, left, right, inverse(of.operator(), true, Expression.own(rule.column()), right), columns, rows);
            solve(rule, right, left, inverse(of.operator(), false, Expression.own(rule.column()), left), columns, rows);
        }
    }

    /** What the left, or the right, operand is, by the outcome and the other one. */
    private static Expression inverse(Operator operator, boolean ofLeft, Expression outcome, Expression other) {
        return switch (operator) {
            case ADD -> Expression.of(outcome, Operator.SUBTRACT, other);
            case SUBTRACT ->
                ofLeft ? Expression.of(other, Operator.ADD, outcome) : Expression.of(other, Operator.SUBTRACT, outcome);
            case MULTIPLY -> Expression.of(outcome, Operator.DIVIDE, other);
            case DIVIDE ->
                ofLeft
                        ? Expression.of(outcome, Operator.MULTIPLY, other)
                        : Expression.of(other, Operator.DIVIDE, outcome);
        };
    }

    private void solve(
            Computed rule,
            Column missing,
            Column other,
            Expression inverse,
            Map<String, @Nullable Object[]> columns,
            int rows) {
        String column = missing.name();
        @Nullable Object[] before = columns.get(column);
        if (!missing.path().isEmpty() || before == null || rules.learned(column) != Derivation.Learned.WHOLE) {
            return;
        }
        ValueFormat format = rule.sourceFormats()
                .get(rule.sources().indexOf(Source.own(column)))
                .bare();
        if (!Scalars.isScalar(format)) {
            return;
        }
        @Nullable Object[] after = before.clone();
        for (int row = 0; row < rows; row++) {
            boolean isKnown = !other.path().isEmpty() || given.is(other.name(), row);
            if (given.is(rule.column(), row) && isKnown && !given.is(column, row)) {
                int at = row;
                BigDecimal value = Scalars.of(inverse.value(c -> Operands.of(value(c, rule.column(), at))));
                after[row] = value == null ? before[row] : Scalars.typed(value, format, RoundingMode.HALF_UP);
            }
        }
        columns.put(column, after);
    }

    private @Nullable Object value(Column column, String made, int row) {
        boolean isMade = column.path().isEmpty() && column.name().equals(made);
        if (isMade || (column.path().isEmpty() && given.is(column.name(), row))) {
            return given.value(column.name(), row);
        }
        return values.of(new Source(column.path(), column.name()))[row];
    }
}
