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
import io.rowmill.core.expression.Tokens.Kind;
import io.rowmill.core.expression.Tokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code amount = quantity * product.price} and the like. A column is a name, in {@code "…"} if it has other characters than
 * letters, digits and {@code _}, after the name of what leads to its row and a point. Texts are in {@code '…'}.
 */
public final class ExpressionParser {
    private static final Map<String, Relation> RELATIONS = Map.of(
            "=", Relation.EQUAL,
            "==", Relation.EQUAL,
            "!=", Relation.DIFFERENT,
            "<>", Relation.DIFFERENT,
            "<", Relation.LESS,
            "<=", Relation.AT_MOST,
            ">", Relation.GREATER,
            ">=", Relation.AT_LEAST);
    /** Deeper ones are refused, as they are nobody's rule. */
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * @return with columns as they are written: what stands before the points is their path
     * @throws IllegalArgumentException with a sentence that says what is wrong at which character
     */
    public static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(Tokens.of(text));
        Expression all = parser.or();
        if (parser.next().kind() != Kind.END) {
            throw parser.unexpected("an operator or the end");
        }
        return all;
    }

    private Token next() {
        return tokens.get(at);
    }

    private boolean take(String... signs) {
        for (String sign : signs) {
            if (next().is(sign)) {
                at++;
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException unexpected(String expected) {
        return Tokens.wrong(next().at(), expected + " is expected, not " + next().described());
    }

    private Expression or() {
        return joined(this::and, "or", Or::new);
    }

    private Expression and() {
        return joined(this::not, "and", And::new);
    }

    private Expression joined(Supplier<Expression> part, String word, Function<List<Expression>, Expression> all) {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (take(word));
        return parts.size() == 1 ? parts.get(0) : all.apply(parts);
    }

    private Expression not() {
        return take("not") ? new Not(deeper(this::not)) : condition();
    }

    private Expression condition() {
        Expression left = sum();
        if (take("is")) {
            boolean isNot = take("not");
            if (!take("null")) {
                throw unexpected("'null'");
            }
            return isNot ? new Not(new IsNull(left)) : new IsNull(left);
        }
        if (take("matches")) {
            return matches(left);
        }
        Relation relation = next().kind() == Kind.SIGN ? RELATIONS.get(next().text()) : null;
        if (relation == null) {
            return left;
        }
        at++;
        Expression right = sum();
        if (next().kind() == Kind.SIGN && RELATIONS.containsKey(next().text())) {
            throw Tokens.wrong(next().at(), "only two sides can be compared; write 'a <= b and b <= c'");
        }
        return new Comparison(relation, left, right);
    }

    private Expression matches(Expression of) {
        if (next().kind() != Kind.TEXT) {
            throw unexpected("a regular expression in '…'");
        }
        Token pattern = next();
        at++;
        try {
            return new Matches(of, pattern.text());
        } catch (PatternSyntaxException e) {
            throw Tokens.wrong(pattern.at(), "this is no regular expression: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw Tokens.wrong(pattern.at(), "this regular expression is nested too deeply");
        }
    }

    private Expression sum() {
        Expression left = product();
        while (next().is("+") || next().is("-")) {
            Operator operator = take("+") ? Operator.ADD : minus();
            left = new Arithmetic(operator, left, product());
        }
        return left;
    }

    private Operator minus() {
        take("-");
        return Operator.SUBTRACT;
    }

    private Expression product() {
        Expression left = signed();
        while (next().is("*") || next().is("/")) {
            Operator operator = take("*") ? Operator.MULTIPLY : divided();
            left = new Arithmetic(operator, left, signed());
        }
        return left;
    }

    private Operator divided() {
        take("/");
        return Operator.DIVIDE;
    }

    private Expression signed() {
        if (!take("-")) {
            return primary();
        }
        Expression of = deeper(this::signed);
        return of instanceof Expression.Numeral number
                ? new Expression.Numeral(number.value().negate())
                : new Arithmetic(Operator.SUBTRACT, new Expression.Numeral(BigDecimal.ZERO), of);
    }

    private Expression deeper(Supplier<Expression> below) {
        if (++depth > DEEPEST) {
            throw Tokens.wrong(next().at(), "this is nested too deeply");
        }
        Expression out = below.get();
        depth--;
        return out;
    }

    private Expression primary() {
        Token token = next();
        if (take("(")) {
            Expression inner = deeper(this::or);
            if (!take(")")) {
                throw unexpected("')'");
            }
            return inner;
        }
        switch (token.kind()) {
            case NUMBER -> {
                at++;
                return new Expression.Numeral(new BigDecimal(token.text()));
            }
            case TEXT -> {
                at++;
                return new Expression.Text(token.text());
            }
            case NAME -> {
                return column();
            }
            default -> throw unexpected("a column, a number or a text");
        }
    }

    private Column column() {
        List<String> names = new ArrayList<>();
        do {
            if (next().kind() != Kind.NAME) {
                throw unexpected("a name");
            }
            names.add(next().text());
            at++;
        } while (take("."));
        int last = names.size() - 1;
        return new Column(names.subList(0, last), names.get(last));
    }
}
