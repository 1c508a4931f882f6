package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Or;
import java.util.ArrayList;
import java.util.List;

/** Leaves out that a column may be null where that says nothing: a condition is not false anyway if it is about a null. */
final class Nullness {
    private Nullness() {}

    /** {@code left is null or entered <= left} is not false in the same rows as {@code entered <= left}. */
    static Expression without(Expression of) {
        if (of instanceof And and) {
            return new And(and.parts().stream().map(Nullness::without).toList());
        }
        return of instanceof Or or ? without(or) : of;
    }

    private static Expression without(Or or) {
        List<Expression> left = new ArrayList<>(or.parts());
        for (Expression part : or.parts()) {
            List<Expression> others = new ArrayList<>(left);
            others.remove(part);
            if (part instanceof IsNull isNull
                    && isNull.of() instanceof Column column
                    && others.stream().anyMatch(o -> isNullWith(column, o))) {
                left = others;
            }
        }
        return left.size() == 1 ? without(left.get(0)) : new Or(left);
    }

    /** If the column is null, so is the expression. */
    private static boolean isNullWith(Column column, Expression of) {
        if (of instanceof And and) {
            return and.parts().stream().allMatch(p -> isNullWith(column, p));
        } else if (of instanceof Or or) {
            return or.parts().stream().allMatch(p -> isNullWith(column, p));
        } else if (of instanceof Not not) {
            return isNullWith(column, not.of());
        }
        return (of instanceof Comparison || of instanceof Matches)
                && of.columns().contains(column);
    }
}
