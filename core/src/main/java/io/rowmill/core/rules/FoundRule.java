package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Or;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.Constraint.Support;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a derivation says, as somebody could declare it.
 *
 * @param condition that rows meet; empty: no condition says it
 * @param support how often it holds in the source; empty: nobody counted
 */
public record FoundRule(Derivation derivation, Optional<Expression> condition, Optional<Support> support) {
    /**
     * What the rules of a table say, with how often it holds; what they say of parents' rows is not counted.
     *
     * @param rows of the table
     * @param formats of its columns that are no keys
     */
    public static List<FoundRule> of(TableRows rows, Map<String, ValueFormat> formats, TableRules rules)
            throws IOException {
        List<Counter> counters = new ArrayList<>();
        for (Derivation derivation : rules.derivations()) {
            conditions(derivation).forEach(c -> counters.add(new Counter(derivation, Optional.of(c))));
            if (conditions(derivation).isEmpty()) {
                counters.add(new Counter(derivation, Optional.empty()));
            }
        }
        if (counters.isEmpty()) {
            return List.of();
        }
        try (RowCursor cursor = rows.open()) {
            Cells cells = new Cells(rows, formats, cursor);
            while (cursor.advance()) {
                counters.forEach(c -> c.accept(cells));
            }
        }
        return counters.stream().map(Counter::found).toList();
    }

    private static List<Expression> conditions(Derivation of) {
        List<Expression> out = new ArrayList<>();
        Column column = Expression.own(of.column());
        if (of instanceof Derivation.Copy copy) {
            out.add(new Comparison(Relation.EQUAL, column, column(copy.source())));
        } else if (of instanceof Derivation.Difference difference) {
            // A distance is also learned where an order has exceptions, or two columns are often the same.
            out.add(new Comparison(Relation.AT_MOST, column(difference.source()), column));
        } else if (of instanceof Derivation.Confined confined) {
            confined.lowers().forEach(b -> out.add(new Comparison(Relation.AT_MOST, column(b.source()), column)));
            confined.uppers().forEach(b -> out.add(new Comparison(Relation.AT_MOST, column, column(b.source()))));
        } else if (of instanceof Computed computed) {
            out.add(new Comparison(Relation.EQUAL, column, computed.expression()));
        } else if (of instanceof Derivation.NullWith with) {
            out.add(nullWhere(with.source(), column));
            out.add(nullWhere(Source.own(of.column()), column(with.source())));
        } else if (of instanceof Derivation.NullImplies implies) {
            out.add(nullWhere(implies.source(), column));
        }
        return out;
    }

    private static Column column(Source source) {
        return new Column(source.path(), source.column());
    }

    private static Expression nullWhere(Source source, Column column) {
        return new Or(List.of(new Not(new IsNull(column(source))), new IsNull(column)));
    }

    /** The cells of the row that is looked at. */
    private static final class Cells implements Expression.Row {
        private final Map<String, Integer> positions = new HashMap<>();
        private final Map<String, ValueFormat> formats;
        private final RowCursor cursor;

        Cells(TableRows rows, Map<String, ValueFormat> formats, RowCursor cursor) {
            this.formats = formats;
            this.cursor = cursor;
            rows.metadata().columns().forEach(c -> positions.put(c.name(), positions.size()));
        }

        @Override
        public @Nullable Object value(Column column) {
            return Operands.of(typed(column.name()));
        }

        private @Nullable Object typed(String column) {
            ValueFormat format = formats.get(column);
            Integer position = positions.get(column);
            return format == null || position == null ? null : format.parse(cursor.value(position));
        }

        @Nullable
        String cell(String column, ValueFormat format) {
            Object typed = typed(column);
            return typed == null ? null : format.format(typed);
        }

        /** As a column of that format would write it. */
        @Nullable
        String as(ValueFormat format, String column) {
            return Residuals.canonical(cursor.value(positions.get(column)), format);
        }
    }

    /** Counts rows for one thing that a derivation says. */
    private static final class Counter {
        private final Derivation derivation;
        private final Optional<Expression> condition;
        private final boolean ofParents;
        /** What the sources' cells stand for. */
        private final Map<List<@Nullable String>, @Nullable String> looked = new HashMap<>();

        private long rows;
        private long holds;

        Counter(Derivation derivation, Optional<Expression> condition) {
            this.derivation = derivation;
            this.condition = condition;
            this.ofParents = derivation.sources().stream().anyMatch(s -> !s.isOwn());
            if (derivation instanceof Derivation.Lookup lookup) {
                lookup.table().forEach(e -> looked.put(e.of(), e.cell()));
            }
        }

        void accept(Cells cells) {
            if (ofParents) {
                return;
            }
            if (derivation instanceof Derivation.Copy copy) {
                String own = cells.as(copy.format(), copy.column());
                String source = cells.as(copy.format(), copy.source().column());
                count(own != null && source != null, own != null && own.equals(source));
            } else if (derivation instanceof Derivation.Lookup lookup) {
                acceptLookup(lookup, cells);
            } else if (derivation instanceof Derivation.DatePart part) {
                Object date = cells.value(column(part.source()));
                Object number = cells.value(Expression.own(part.column()));
                boolean told = date != null && number != null;
                count(told, told && Scalars.number(number) == Dates.part(date, part.part()));
            } else if (derivation instanceof Computed computed && isAlways(computed)) {
                boolean told = cells.value(Expression.own(derivation.column())) != null
                        && computed.expression().value(cells) != null;
                count(told, told);
            } else if (condition.isPresent()) {
                Object says = condition.get().value(cells);
                count(says != null, Boolean.TRUE.equals(says));
            }
        }

        /** What comes out is rounded as the column is. */
        private static boolean isAlways(Computed computed) {
            return computed.remainder() == null || computed.remainder().always();
        }

        private void acceptLookup(Derivation.Lookup lookup, Cells cells) {
            List<@Nullable String> of = new ArrayList<>();
            for (int i = 0; i < lookup.keys().size(); i++) {
                of.add(cells.cell(
                        lookup.keys().get(i).column(), lookup.keyFormats().get(i)));
            }
            String cell = cells.cell(lookup.column(), lookup.format());
            boolean told = looked.containsKey(of) && cell != null;
            count(told, told && Objects.equals(cell, looked.get(of)));
        }

        private void count(boolean says, boolean isSo) {
            rows += says ? 1 : 0;
            holds += isSo ? 1 : 0;
        }

        FoundRule found() {
            boolean goesWith = derivation instanceof Derivation.Difference difference
                    && !difference.ordered()
                    && (ofParents || holds < Chance.NEARLY_ALWAYS * rows);
            boolean counted = !ofParents && !goesWith && !(condition.isEmpty() && isUncounted());
            return new FoundRule(
                    derivation,
                    goesWith ? Optional.empty() : condition,
                    counted ? Optional.of(new Support(rows, holds)) : Optional.empty());
        }

        private boolean isUncounted() {
            return !(derivation instanceof Derivation.Lookup || derivation instanceof Derivation.DatePart);
        }
    }
}
