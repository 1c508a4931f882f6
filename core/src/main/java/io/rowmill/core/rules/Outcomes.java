package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Sample.Column;

/** Columns of a sample as numbers that can be reckoned with quickly, and how far reckoning may be from what is written. */
final class Outcomes {
    /** A number of more decimals has been reckoned with binary fractions. */
    static final int EXACT_DECIMALS = 8;
    /** Relative: what binary fractions lose. */
    static final double BINARY_LOSS = 1e-9;

    private static final double LOSS = 1e-10;
    /** Whatever it is rounded to, it is less than one step away. */
    private static final double STEP = 1.000001;

    private Outcomes() {}

    /** Numbers as they are, times in days; NaN: null. */
    static double[] numbers(Column column) {
        double[] out = column.scalars().clone();
        if (Scalars.isTime(column.format())) {
            for (int row = 0; row < out.length; row++) {
                out[row] /= Scalars.DAY;
            }
        }
        return out;
    }

    static double of(Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> right == 0 ? Double.NaN : left / right;
        };
    }

    /** Whether a value may be what comes out of the operands. */
    static boolean fits(Operator operator, double left, double right, double value, double step, double loss) {
        double outcome = of(operator, left, right);
        boolean isSum = operator == Operator.ADD || operator == Operator.SUBTRACT;
        double size = isSum ? Math.abs(left) + Math.abs(right) : Math.abs(outcome);
        return Math.abs(outcome - value) <= step + loss * (size + Math.abs(value));
    }

    static double loss(ValueFormat value) {
        return Computed.scale(value) > EXACT_DECIMALS ? 2 * BINARY_LOSS : LOSS;
    }

    /** How far what comes out may be from what is written because that has fewer decimals. */
    static double step(Operator operator, ValueFormat left, ValueFormat right, ValueFormat value) {
        int scale = Computed.scale(value);
        int natural =
                switch (operator) {
                    case ADD, SUBTRACT -> Math.max(Computed.scale(left), Computed.scale(right));
                    case MULTIPLY -> Computed.scale(left) + Computed.scale(right);
                    case DIVIDE -> Integer.MAX_VALUE;
                };
        boolean isSpan = Scalars.isTime(left) && Scalars.isTime(right) && !(left instanceof ValueFormat.Date);
        return Scalars.isTime(value) || (natural <= scale && !isSpan) ? 0 : STEP * Math.pow(10, -scale);
    }
}
