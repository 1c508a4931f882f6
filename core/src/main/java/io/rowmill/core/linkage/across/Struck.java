package io.rowmill.core.linkage.across;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.linkage.across.AcrossRule.Kind;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.rules.Computed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules between columns of two tables that somebody struck. */
record Struck(List<Declared> rules) {
    Struck {
        rules = List.copyOf(rules);
    }

    /** Between the same columns, whichever of them is computed. */
    boolean has(Computed found) {
        Set<Column> columns = new HashSet<>(found.expression().columns());
        columns.add(Expression.own(found.column()));
        return rules.stream()
                .anyMatch(r -> r instanceof Condition c && c.holds().columns().equals(columns));
    }

    private static Set<Column> columns(String column, String relationship, String parentColumn) {
        return Set.of(Expression.own(column), new Column(List.of(relationship), parentColumn));
    }

    /** An order between columns that are close. */
    boolean hasOrder(String column, AcrossClose.Found close) {
        Set<Column> columns =
                columns(column, close.parent().relationship(), close.column().name());
        return rules.stream()
                .anyMatch(r -> r instanceof Condition c
                        && c.holds().columns().equals(columns)
                        && c.holds() instanceof Comparison comparison
                        && comparison.relation() != Relation.EQUAL);
    }

    boolean has(AcrossRule found) {
        Set<Column> columns = columns(found.column(), found.relationship(), found.parentColumn());
        return rules.stream()
                .filter(r -> r instanceof Condition c && c.holds().columns().equals(columns))
                .map(r -> ((Condition) r).holds())
                .anyMatch(holds -> holds instanceof Comparison comparison
                        && (comparison.relation() == Relation.EQUAL
                                ? found.kind() == Kind.EQUAL || found.kind().isPart()
                                : !found.kind().isPart()));
    }
}
