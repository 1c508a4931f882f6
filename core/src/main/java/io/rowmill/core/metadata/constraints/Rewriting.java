package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Arithmetic;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Or;
import java.util.List;
import java.util.function.Function;

/** The same expression over others in the place of columns. */
final class Rewriting {
    private Rewriting() {}

    static Expression columns(Expression of, Function<Column, ? extends Expression> by) {
        if (of instanceof Column column) {
            return by.apply(column);
        } else if (of instanceof Arithmetic arithmetic) {
            return new Arithmetic(
                    arithmetic.operator(), columns(arithmetic.left(), by), columns(arithmetic.right(), by));
        } else if (of instanceof Comparison comparison) {
            return new Comparison(
                    comparison.relation(), columns(comparison.left(), by), columns(comparison.right(), by));
        } else if (of instanceof And and) {
            return new And(all(and.parts(), by));
        } else if (of instanceof Or or) {
            return new Or(all(or.parts(), by));
        } else if (of instanceof Not not) {
            return new Not(columns(not.of(), by));
        } else if (of instanceof IsNull isNull) {
            return new IsNull(columns(isNull.of(), by));
        } else if (of instanceof Matches matches) {
            return new Matches(columns(matches.of(), by), matches.pattern());
        }
        return of;
    }

    private static List<Expression> all(List<Expression> parts, Function<Column, ? extends Expression> by) {
        return parts.stream().map(part -> columns(part, by)).toList();
    }
}
