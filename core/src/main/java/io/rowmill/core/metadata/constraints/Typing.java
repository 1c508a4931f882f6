package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
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
import io.rowmill.core.metadata.Sdtype;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;

/** What comes out of an expression, as far as its columns' types say it. */
final class Typing {
    private static final int DATE_LENGTH = "2000-01-01".length();

    private final Names names;

    Typing(Names names) {
        this.names = names;
    }

    enum Type {
        NUMBER("a number"),
        TIME("a time"),
        TEXT("a text"),
        TRUTH("true or false"),
        CONDITION("a condition");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    /**
     * @param of with resolved columns
     * @throws IllegalArgumentException with a sentence if types do not go together
     */
    Type of(Expression of) {
        if (of instanceof Column column) {
            return ofColumn(column);
        } else if (of instanceof Expression.Numeral) {
            return Type.NUMBER;
        } else if (of instanceof Expression.Text) {
            return Type.TEXT;
        } else if (of instanceof Arithmetic arithmetic) {
            return of(arithmetic);
        } else if (of instanceof Comparison comparison) {
            return of(comparison);
        } else if (of instanceof IsNull isNull) {
            of(isNull.of());
            return Type.CONDITION;
        } else if (of instanceof Matches matches) {
            if (of(matches.of()) != Type.TEXT) {
                throw new IllegalArgumentException("only a text can match a regular expression");
            }
            return Type.CONDITION;
        }
        for (Expression part : of.below()) {
            if (of(part) != Type.CONDITION) {
                throw new IllegalArgumentException("'" + word(of) + "' joins conditions, not values");
            }
        }
        return Type.CONDITION;
    }

    private static String word(Expression of) {
        return of instanceof And ? "and" : of instanceof Or ? "or" : of instanceof Not ? "not" : "it";
    }

    private Type ofColumn(Column column) {
        Sdtype sdtype = names.of(column).sdtype();
        return switch (sdtype) {
            case NUMERICAL -> Type.NUMBER;
            case DATETIME -> Type.TIME;
            case BOOLEAN -> Type.TRUTH;
            default -> Type.TEXT;
        };
    }

    private Type of(Arithmetic arithmetic) {
        Type left = of(arithmetic.left());
        Type right = of(arithmetic.right());
        Operator operator = arithmetic.operator();
        if (left == Type.NUMBER && right == Type.NUMBER) {
            return Type.NUMBER;
        } else if (left == Type.TIME && right == Type.TIME && operator == Operator.SUBTRACT) {
            return Type.NUMBER;
        } else if (left == Type.TIME
                && right == Type.NUMBER
                && (operator == Operator.ADD || operator == Operator.SUBTRACT)) {
            return Type.TIME;
        } else if (left == Type.NUMBER && right == Type.TIME && operator == Operator.ADD) {
            return Type.TIME;
        }
        throw new IllegalArgumentException(left.words + " and " + right.words + " can't be computed with each other");
    }

    private Type of(Comparison comparison) {
        Type left = of(comparison.left());
        Type right = of(comparison.right());
        Relation relation = comparison.relation();
        boolean isOrder = relation != Relation.EQUAL && relation != Relation.DIFFERENT;
        if (left == Type.TIME && comparison.right() instanceof Expression.Text text) {
            requireTime(text);
        } else if (right == Type.TIME && comparison.left() instanceof Expression.Text text) {
            requireTime(text);
        } else if (left != right || left == Type.CONDITION) {
            throw new IllegalArgumentException(left.words + " and " + right.words + " can't be compared");
        } else if (isOrder && left != Type.NUMBER && left != Type.TIME) {
            throw new IllegalArgumentException("only numbers and times have an order, which "
                    + comparison.columns().stream()
                            .map(c -> names.of(c).name() + " (" + names.of(c).sdtypeName() + ")")
                            .reduce((a, b) -> a + " and " + b)
                            .orElse("texts")
                    + " have not");
        }
        return Type.CONDITION;
    }

    private static void requireTime(Expression.Text text) {
        try {
            if (text.value().length() <= DATE_LENGTH) {
                LocalDate.parse(text.value());
            } else {
                LocalDateTime.parse(text.value().replace(' ', 'T'));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a time is written as '2024-12-31' or '2024-12-31 23:59:59' beside a column of times", e);
        }
    }
}
