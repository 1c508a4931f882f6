package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.expression.TooIntricateException;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Declared.Increments;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares all rows of a table with what is declared of them, in constant memory. */
public final class DeclaredCheck {
    private final List<Counter> counters = new ArrayList<>();
    private final TableMetadata table;
    private final Map<Column, Cells> columns = new HashMap<>();
    private final Above above;

    /** Columns of the rows that a row refers to. */
    public interface Above {
        /** Of rows that are not compared with others'. */
        Above NONE = new Above() {
            @Override
            public @Nullable String cell(Source source, long row) {
                throw new IllegalStateException("no parents to read " + source + " of");
            }

            @Override
            public ValueFormat format(Source source) {
                throw new IllegalStateException("no parents to read " + source + " of");
            }

            @Override
            public ColumnMetadata metadata(Source source) {
                throw new IllegalStateException("no parents to read " + source + " of");
            }
        };

        @Nullable
        String cell(Source source, long row);

        ValueFormat format(Source source);

        ColumnMetadata metadata(Source source);
    }

    /** What is read of one column. */
    private record Cells(Source source, int position, ValueFormat format, boolean isText) {}

    /**
     * How the rows keep one part of a rule.
     *
     * @param broken rows that break it
     * @param first of these, from 1
     * @param rounding of a number that is computed
     */
    public record Outcome(Declared declared, long broken, List<Long> first, RoundingMode rounding) {
        public Outcome {
            first = List.copyOf(first);
        }

        /** A sentence about the rows that break it; no value of a cell. */
        public String sentence(String table) {
            String rows = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String named = (first.size() == 1 ? "row " : "rows ") + rows + (broken > first.size() ? ", …" : "");
            return "Table " + table + ": " + broken + (broken == 1 ? " row breaks " : " rows break ")
                    + declared.from().label() + ", first " + named
                    + (declared.from().strict()
                            ? ". Correct the rows or the constraint, or set its 'strict' to false: then it is a warning."
                            : ". Synthetic rows may break it, too.");
        }
    }

    private DeclaredCheck(TableMetadata table, List<Declared> declared, Map<String, ValueFormat> formats, Above above) {
        this.table = table;
        this.above = above;
        for (Declared each : declared) {
            columnsOf(each).forEach(c -> columns.computeIfAbsent(c, k -> cells(k, formats)));
            counters.add(new Counter(each));
        }
        List<String> errors =
                declared.stream().flatMap(d -> misused(d)).distinct().toList();
        if (!errors.isEmpty()) {
            throw FailureException.rejected(DeclaredRules.UNKEPT, errors);
        }
    }

    private Stream<String> misused(Declared declared) {
        Set<Column> durations = columnsOf(declared).stream()
                .filter(c -> Operands.isDuration(columns.get(c).format()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Column> misused = declared instanceof Condition condition
                ? Operands.misused(condition.holds(), durations::contains)
                : durations;
        return misused.stream()
                .map(c -> declared.from().label() + " can't be kept: column "
                        + columns.get(c).source().named()
                        + " holds lengths of time, which are no numbers; leave the constraint out.");
    }

    /**
     * @param declared whose columns the rows have, or their parents'
     * @param formats of the rows' columns
     * @return in the order of what is declared
     */
    public static List<Outcome> of(
            TableRows rows, List<Declared> declared, Map<String, ValueFormat> formats, Above above) throws IOException {
        DeclaredCheck check = new DeclaredCheck(rows.metadata(), declared, formats, above);
        try (RowCursor cursor = rows.open()) {
            for (long row = 0; cursor.advance(); row++) {
                long at = row;
                Expression.Row values = column -> check.value(column, cursor, at);
                check.counters.forEach(c -> c.accept(values, at));
            }
        }
        return check.counters.stream().map(Counter::outcome).toList();
    }

    /** The columns that are read to check it. */
    public static List<Column> columnsOf(Declared declared) {
        if (declared instanceof Condition condition) {
            return List.copyOf(condition.holds().columns());
        } else if (declared instanceof OneHot hot) {
            return hot.columns().stream().map(Expression::own).toList();
        } else if (declared instanceof Increments increments) {
            return List.of(Expression.own(increments.column()));
        }
        return List.of();
    }

    private Cells cells(Column column, Map<String, ValueFormat> formats) {
        Source source = Limited.source(column);
        ColumnMetadata metadata = source.isOwn() ? table.column(column.name()) : above.metadata(source);
        ValueFormat format = source.isOwn() ? formats.get(column.name()) : above.format(source);
        if (format == null) {
            throw FailureException.rejected(DeclaredRules.UNKEPT, DeclaredRules.rewritten(table.name(), column.name()));
        }
        return new Cells(
                source, source.isOwn() ? table.indexOf(column.name()).orElseThrow() : -1, format, isText(metadata));
    }

    private static boolean isText(ColumnMetadata column) {
        return column.sdtype() != Sdtype.NUMERICAL
                && column.sdtype() != Sdtype.DATETIME
                && column.sdtype() != Sdtype.BOOLEAN;
    }

    private @Nullable Object value(Column column, RowCursor cursor, long row) {
        Cells of = columns.get(column);
        String cell = of.source().isOwn() ? cursor.value(of.position()) : above.cell(of.source(), row);
        Object typed = Residuals.parsed(cell, of.format());
        Object value = Operands.of(typed);
        return of.isText() && value != null ? of.format().format(typed) : value;
    }

    private final class Counter {
        private final Declared declared;
        private final @Nullable Equality equality;
        private final BrokenRows broken = new BrokenRows();

        Counter(Declared declared) {
            this.declared = declared;
            this.equality = declared instanceof Condition condition
                            && condition.holds() instanceof Comparison comparison
                            && comparison.relation() == Relation.EQUAL
                    ? equality(comparison)
                    : null;
        }

        private @Nullable Equality equality(Comparison comparison) {
            boolean isOfLeft = isNumber(comparison.left());
            Expression alone = isOfLeft ? comparison.left() : comparison.right();
            return isOfLeft || isNumber(alone)
                    ? new Equality(
                            alone,
                            isOfLeft ? comparison.right() : comparison.left(),
                            columns.get((Column) alone).format())
                    : null;
        }

        private boolean isNumber(Expression of) {
            return of instanceof Column column
                    && column.path().isEmpty()
                    && table.column(column.name()).sdtype() == Sdtype.NUMERICAL
                    && !Operands.isDuration(columns.get(column).format());
        }

        void accept(Expression.Row cells, long row) {
            if (equality != null) {
                equality.accept(cells, row);
            } else {
                broken.count(told(cells), row);
            }
        }

        private boolean told(Expression.Row row) {
            try {
                return holds(row);
            } catch (TooIntricateException e) {
                throw FailureException.rejected(
                        DeclaredRules.UNKEPT, declared.from().label() + " can't be checked: " + e.getMessage() + ".");
            }
        }

        private boolean holds(Expression.Row row) {
            if (declared instanceof Condition condition) {
                return !Boolean.FALSE.equals(condition.holds().value(row));
            } else if (declared instanceof OneHot hot) {
                return isOneSet(hot, row);
            } else if (declared instanceof Increments increments) {
                BigDecimal value = Scalars.of(row.value(Expression.own(increments.column())));
                return value == null || value.remainder(increments.increment()).signum() == 0;
            }
            return declared instanceof Combinations;
        }

        private boolean isOneSet(OneHot hot, Expression.Row row) {
            int set = 0;
            for (String column : hot.columns()) {
                int flag = flag(row.value(Expression.own(column)));
                if (flag < 0) {
                    return false;
                }
                set += flag;
            }
            return set == 1;
        }

        private Outcome outcome() {
            BrokenRows rows = equality == null ? broken : equality.broken();
            return new Outcome(
                    declared,
                    rows.count(),
                    rows.first(),
                    equality == null ? RoundingMode.HALF_UP : equality.rounding());
        }
    }

    /** @return 1: set; 0: not set; -1: neither */
    private static int flag(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (value instanceof String text) {
            return text.equals("1") ? 1 : text.equals("0") ? 0 : -1;
        }
        BigDecimal number = Scalars.of(value);
        if (number == null) {
            return -1;
        }
        return number.compareTo(BigDecimal.ONE) == 0 ? 1 : number.signum() == 0 ? 0 : -1;
    }
}
