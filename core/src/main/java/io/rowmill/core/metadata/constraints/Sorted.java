package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.IsNull;
import io.rowmill.core.expression.Expression.Matches;
import io.rowmill.core.expression.Expression.Not;
import io.rowmill.core.expression.Expression.Or;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Declared.Increments;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import io.rowmill.core.metadata.constraints.Plan.Equation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared rules of one table by what they ask for; those that ask for what can't be done are refused. */
final class Sorted {
    final Map<String, Equation> equations = new LinkedHashMap<>();
    final List<Order> orders = new ArrayList<>();
    final List<Combinations> combinations = new ArrayList<>();
    final List<OneHot> flags = new ArrayList<>();
    /** Conditions on the cells of one column each. */
    final List<Condition> cells = new ArrayList<>();

    final Map<String, Increments> increments = new LinkedHashMap<>();
    final List<String> problems = new ArrayList<>();

    private final TableMetadata table;
    private final Set<String> unique;
    /** By column what says all of it. */
    private final Map<String, Constraint> made = new LinkedHashMap<>();

    /** The lesser is not above the greater, or not even equal. */
    record Order(Constraint from, Expression lesser, Expression greater, boolean strict) {}

    Sorted(DatabaseMetadata database, TableMetadata table, List<Declared> declared) {
        this.table = table;
        this.unique = AlternateKeys.of(database, table.name()).uniqueColumns();
        for (Declared each : declared) {
            if (each instanceof Combinations together) {
                together.columns().forEach(c -> make(c, each.from()));
                combinations.add(together);
            } else if (each instanceof OneHot hot) {
                hot.columns().forEach(c -> make(c, each.from()));
                flags.add(hot);
            } else if (each instanceof Increments of) {
                increments(of);
            }
        }
        for (Declared each : declared) {
            if (each instanceof Condition condition) {
                sort(condition);
            }
        }
        increments.values().stream()
                .filter(i -> made.containsKey(i.column()))
                .forEach(i -> problems.add(both(i.from(), made.get(i.column())) + " say what column " + i.column()
                        + " of table " + table.name() + " is; leave one of them out."));
    }

    private void increments(Increments of) {
        Increments other = increments.putIfAbsent(of.column(), of);
        if (other != null) {
            problems.add(both(of.from(), other.from()) + " give column " + of.column()
                    + " different increments; leave one of them out.");
        }
        requireMovable(of.column(), of.from());
    }

    private void make(String column, Constraint by) {
        Constraint other = made.putIfAbsent(column, by);
        if (other != null) {
            problems.add(both(by, other) + " both say what column " + column + " of table " + table.name()
                    + " is; leave one of them out"
                    + (by.kind().equals("FixedCombinations") ? ", or name all columns in one of them." : "."));
        }
        if (unique.contains(column)) {
            refuse(by, "column " + column + " never repeats, so that it can't follow from others");
        }
    }

    static String both(Constraint one, Constraint other) {
        boolean isFirst = one.place() <= other.place();
        return (isFirst ? one : other).label() + " and " + (isFirst ? other : one).label();
    }

    void refuse(Constraint constraint, String why) {
        problems.add(constraint.label() + " can't be kept: " + why + ".");
    }

    /** Whether values of a column can be moved to where a rule wants them. */
    boolean isMovable(String column) {
        ColumnMetadata of = table.column(column);
        return of.isContent()
                && (of.sdtype() == Sdtype.NUMERICAL || of.sdtype() == Sdtype.DATETIME)
                && !made.containsKey(column)
                && !unique.contains(column);
    }

    private void requireMovable(String column, Constraint by) {
        ColumnMetadata of = table.column(column);
        if (!of.isContent() || unique.contains(column)) {
            refuse(
                    by,
                    "values of column " + column
                            + (of.isContent() ? " never repeat, so that none is moved" : " are made up"));
        }
    }

    private void sort(Condition condition) {
        Expression holds = condition.holds();
        if (holds instanceof Comparison comparison) {
            compare(condition, comparison);
        } else if (holds.columns().size() == 1 && isOfCell(holds)) {
            cells.add(condition);
        } else if (!isLearnedSo(holds)) {
            refuse(condition.from(), problem(holds));
        }
    }

    /** Each cell fits or doesn't, whatever else is in the row. */
    private boolean isOfCell(Expression holds) {
        if (holds instanceof Or or) {
            return or.parts().stream().allMatch(this::isOfCell);
        } else if (holds instanceof And and) {
            return and.parts().stream().allMatch(this::isOfCell);
        } else if (holds instanceof Comparison of) {
            boolean isEquality = of.relation() == Relation.EQUAL || of.relation() == Relation.DIFFERENT;
            return isEquality && cell(of.left(), of.right()) != null;
        }
        return holds instanceof Matches of && isOwn(of.of()) && isCell((Column) of.of());
    }

    private static String problem(Expression holds) {
        if (holds instanceof Matches) {
            return "values of a text are made up in shapes of the source's; a regular expression is kept for a column of the type"
                    + " categorical, whose cells are those of the source";
        }
        return "rules that are kept are 'column = …', 'column <= …', 'column < …', 'column is not null' and"
                + " 'column matches '…'', and such rules joined by 'and'; 'or' joins only what is said of one categorical column's"
                + " cells, or a rule with that one of its columns is null";
    }

    /** Where a column is never null, or always, nothing else is learned of it. */
    private static boolean isLearnedSo(Expression holds) {
        if (holds instanceof Not not && not.of() instanceof IsNull) {
            return isLearnedSo(not.of());
        }
        return holds instanceof IsNull isNull && isOwn(isNull.of());
    }

    private boolean isCell(Column column) {
        ColumnMetadata of = table.column(column.name());
        return of.isContent() && (of.sdtype() == Sdtype.CATEGORICAL || of.sdtype() == Sdtype.BOOLEAN);
    }

    private static boolean isOwn(Expression of) {
        return of instanceof Column column && column.path().isEmpty();
    }

    private void compare(Condition condition, Comparison comparison) {
        Expression left = comparison.left();
        Expression right = comparison.right();
        switch (comparison.relation()) {
            case EQUAL -> equation(condition, left, right);
            case DIFFERENT -> different(condition, left, right);
            case LESS, AT_MOST -> order(condition.from(), left, right, comparison.relation() == Relation.LESS);
            case GREATER, AT_LEAST -> order(condition.from(), right, left, comparison.relation() == Relation.GREATER);
        }
    }

    private void different(Condition condition, Expression left, Expression right) {
        if (cell(left, right) != null) {
            cells.add(condition);
        } else {
            refuse(
                    condition.from(),
                    "'!=' is kept between a categorical column and a text; for numbers write '<' or '>'");
        }
    }

    /** The learned column whose cells are compared with a constant; null: something else is compared. */
    private @Nullable Column cell(Expression left, Expression right) {
        Expression constant = left instanceof Column ? right : left;
        Expression column = left instanceof Column ? left : right;
        return isOwn(column) && isCell((Column) column) && constant.columns().isEmpty() ? (Column) column : null;
    }

    private void equation(Condition condition, Expression left, Expression right) {
        if (cell(left, right) != null) {
            cells.add(condition);
            return;
        }
        boolean isOfLeft = isOwn(left) && (!isOwn(right) || !made.containsKey(((Column) left).name()));
        if (!isOfLeft && !isOwn(right)) {
            refuse(condition.from(), "a column of the table must stand alone on one side of '='");
            return;
        }
        Column column = (Column) (isOfLeft ? left : right);
        Expression of = isOfLeft ? right : left;
        if (of.columns().contains(column)) {
            refuse(condition.from(), "column " + column.name() + " stands on both sides of '='");
            return;
        }
        make(column.name(), condition.from());
        equations.putIfAbsent(column.name(), new Equation(condition, column.name(), of));
    }

    private void order(Constraint from, Expression lesser, Expression greater, boolean strict) {
        if (!isOwn(lesser) && !isOwn(greater)) {
            refuse(from, "a column of the table must stand alone on one side of the comparison");
            return;
        }
        orders.add(new Order(from, lesser, greater, strict));
    }
}
