package io.rowmill.core.expression;

import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.expression.Expression.Or;
import io.rowmill.core.expression.Expression.Relation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Expressions as text. */
final class Writing {
    private static final int OR = 0;
    private static final int AND = 1;
    private static final int NOT = 2;
    private static final int COMPARED = 3;
    private static final int SUM = 4;
    private static final int PRODUCT = 5;
    private static final int ALONE = 6;

    private final Function<Column, String> named;

    Writing(Function<Column, String> named) {
        this.named = named;
    }

    String text(Expression of) {
        if (of instanceof Column column) {
            return named.apply(column);
        } else if (of instanceof Expression.Numeral number) {
            return number.value().toPlainString();
        } else if (of instanceof Expression.Text text) {
            return quoted(text.value());
        } else if (of instanceof Arithmetic arithmetic) {
            int rank = rank(of);
            // What stands behind a minus or a division is one operand.
            return text(arithmetic.left(), rank) + " " + sign(arithmetic.operator()) + " "
                    + text(arithmetic.right(), rank + 1);
        } else if (of instanceof Comparison comparison) {
            return text(comparison.left(), SUM) + " " + sign(comparison.relation()) + " "
                    + text(comparison.right(), SUM);
        } else if (of instanceof And and) {
            return joined(and.parts(), " and ", NOT);
        } else if (of instanceof Or or) {
            return joined(or.parts(), " or ", AND);
        } else if (of instanceof Not not) {
            return "not " + text(not.of(), COMPARED);
        } else if (of instanceof IsNull isNull) {
            return text(isNull.of(), SUM) + " is null";
        }
        Matches matches = (Matches) of;
        return text(matches.of(), SUM) + " matches " + quoted(matches.pattern());
    }

    private String joined(List<Expression> parts, String word, int rank) {
        return parts.stream().map(part -> text(part, rank)).collect(Collectors.joining(word));
    }

    private String text(Expression of, int least) {
        return rank(of) < least ? "(" + text(of) + ")" : text(of);
    }

    private static int rank(Expression of) {
        if (of instanceof Or) {
            return OR;
        } else if (of instanceof And) {
            return AND;
        } else if (of instanceof Not) {
            return NOT;
        } else if (of instanceof Comparison || of instanceof IsNull || of instanceof Matches) {
            return COMPARED;
        } else if (of instanceof Arithmetic arithmetic) {
            boolean isSum = arithmetic.operator() == Operator.ADD || arithmetic.operator() == Operator.SUBTRACT;
            return isSum ? SUM : PRODUCT;
        }
        return ALONE;
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
        };
    }

    private static String sign(Relation relation) {
        return switch (relation) {
            case EQUAL -> "=";
            case DIFFERENT -> "<>";
            case LESS -> "<";
            case AT_MOST -> "<=";
            case GREATER -> ">";
            case AT_LEAST -> ">=";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
