package io.rowmill.core.metadata.constraints;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.And;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.expression.Expression.Comparison;
import io.rowmill.core.expression.Expression.Relation;
import io.rowmill.core.expression.ExpressionParser;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.metadata.constraints.Declared.Combinations;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Declared.Increments;
import io.rowmill.core.metadata.constraints.Declared.OneHot;
import io.rowmill.core.metadata.constraints.Typing.Type;
import io.rowmill.core.text.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a constraint into what rows keep, and finds out what is wrong with it. */
final class Compiler {
    private static final String STRICT = Parameter.STRICT_BOUNDARIES.name();
    private static final Map<String, Relation> RELATIONS =
            Map.of("<", Relation.LESS, "<=", Relation.AT_MOST, ">", Relation.GREATER, ">=", Relation.AT_LEAST);

    private final DatabaseMetadata database;
    private final Constraint constraint;
    private final List<String> errors = new ArrayList<>();

    Compiler(DatabaseMetadata database, Constraint constraint) {
        this.database = database;
        this.constraint = constraint;
    }

    /** Sentences; without any, the constraint can be {@linkplain #compile() compiled}. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** @return nothing if there are errors, for {@code Unique}, which is a key, and for what is only found and struck */
    List<Declared> compile() {
        Optional<Kind> kind = Kind.named(constraint.kind());
        Optional<TableMetadata> table = database.find(constraint.table());
        if (kind.isEmpty()) {
            wrong("there is no such constraint" + NearestName.hint(constraint.kind(), Kind.names()) + "; known are "
                    + String.join(", ", Kind.names()));
        }
        if (table.isEmpty()) {
            List<String> known =
                    database.tables().stream().map(TableMetadata::name).toList();
            wrong("there is no table " + constraint.table() + NearestName.hint(constraint.table(), known));
        }
        if (kind.isEmpty() || table.isEmpty()) {
            return List.of();
        }
        errors.addAll(kind.get().problems(constraint));
        if (!errors.isEmpty()) {
            return List.of();
        }
        try {
            List<Declared> out = new Parts(table.get()).of(kind.get());
            return errors.isEmpty() ? out : List.of();
        } catch (IllegalArgumentException e) {
            wrong(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void wrong(String what) {
        errors.add(constraint.label() + ": " + what + ".");
    }

    /** What the constraint says of its table. */
    private final class Parts {
        private final TableMetadata table;
        private final Names names;
        private final Typing typing;

        Parts(TableMetadata table) {
            this.table = table;
            this.names = new Names(database, table);
            this.typing = new Typing(names);
        }

        List<Declared> of(Kind kind) {
            return switch (kind) {
                case INEQUALITY ->
                    List.of(order(
                            column("low_column_name"),
                            constraint.flag(STRICT, false) ? Relation.LESS : Relation.AT_MOST,
                            column("high_column_name")));
                case RANGE -> range();
                case POSITIVE -> List.of(ofZero(Relation.AT_LEAST, Relation.GREATER));
                case NEGATIVE -> List.of(ofZero(Relation.AT_MOST, Relation.LESS));
                case SCALAR_INEQUALITY -> List.of(order(column("column_name"), relation(), constant("value")));
                case SCALAR_RANGE -> scalarRange();
                case FIXED_COMBINATIONS -> List.of(new Combinations(constraint, learned("column_names")));
                case ONE_HOT_ENCODING -> List.of(new OneHot(constraint, flags()));
                case FIXED_INCREMENTS -> List.of(increments());
                case UNIQUE -> unique();
                case EXPRESSION -> expression();
                case TOTAL -> total();
                case KEY_RULE -> keyRule();
            };
        }

        private Column column(String parameter) {
            String name = constraint.text(parameter).orElseThrow();
            return names.resolved(Names.written(name, table));
        }

        private Expression constant(String parameter) {
            Object value = constraint.parameters().get(parameter);
            return value instanceof BigDecimal number
                    ? new Expression.Numeral(number)
                    : new Expression.Text(String.valueOf(value));
        }

        private Relation relation() {
            String sign = constraint.text("relation").orElseThrow();
            Relation relation = RELATIONS.get(sign);
            if (relation == null) {
                throw new IllegalArgumentException("parameter 'relation' must be one of '<', '<=', '>' and '>='");
            }
            return relation;
        }

        private Condition order(Expression left, Relation relation, Expression right) {
            Comparison comparison = new Comparison(relation, left, right);
            typing.of(comparison);
            return new Condition(constraint, comparison);
        }

        private Condition ofZero(Relation relation, Relation strict) {
            return order(
                    column("column_name"),
                    constraint.flag(STRICT, false) ? strict : relation,
                    new Expression.Numeral(BigDecimal.ZERO));
        }

        private Relation withinRange() {
            return constraint.flag(STRICT, true) ? Relation.LESS : Relation.AT_MOST;
        }

        private List<Declared> range() {
            Column middle = column("middle_column_name");
            return List.of(
                    order(column("low_column_name"), withinRange(), middle),
                    order(middle, withinRange(), column("high_column_name")));
        }

        private List<Declared> scalarRange() {
            Column middle = column("column_name");
            return List.of(
                    order(constant("low_value"), withinRange(), middle),
                    order(middle, withinRange(), constant("high_value")));
        }

        private List<Declared> expression() {
            Expression parsed = resolved(
                    ExpressionParser.parse(constraint.text("expression").orElseThrow()));
            if (typing.of(parsed) != Type.CONDITION) {
                throw new IllegalArgumentException(
                        "the expression is no condition; write 'column = …', 'column <= …' or the like");
            }
            return conjuncts(Nullness.without(parsed))
                    .map(holds -> (Declared) new Condition(constraint, holds))
                    .toList();
        }

        private static Stream<Expression> conjuncts(Expression of) {
            return of instanceof And and ? and.parts().stream().flatMap(Parts::conjuncts) : Stream.of(of);
        }

        private Expression resolved(Expression of) {
            return Rewriting.columns(of, names::resolved);
        }

        private Increments increments() {
            Column column = column("column_name");
            BigDecimal increment = (BigDecimal) constraint.parameters().get("increment_value");
            if (!column.path().isEmpty() || typing.of(column) != Type.NUMBER) {
                throw new IllegalArgumentException("only a number of the table itself has increments");
            } else if (increment.signum() <= 0) {
                throw new IllegalArgumentException("parameter 'increment_value' must be greater than 0");
            }
            return new Increments(constraint, column.name(), increment);
        }

        private List<String> flags() {
            List<String> columns = learned("column_names");
            for (String column : columns) {
                Sdtype sdtype = table.column(column).sdtype();
                if (sdtype == Sdtype.DATETIME) {
                    throw new IllegalArgumentException("column " + column + " is a time, and no flag");
                }
            }
            return columns;
        }

        /** Names of several learned columns of the table, each once. */
        private List<String> learned(String parameter) {
            List<String> columns = constraint.texts(parameter);
            if (columns.size() < 2 || new HashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException(
                        "parameter '" + parameter + "' must name two columns or more, each once");
            }
            for (String column : columns) {
                names.resolved(Expression.own(column));
                if (!table.column(column).isContent()) {
                    throw new IllegalArgumentException("column " + column + " is of type "
                            + table.column(column).sdtypeName()
                            + ", so its values are made up and stand with no others; leave it out");
                }
            }
            return columns;
        }

        private List<Declared> total() {
            requireFound();
            if (!column("column_name").path().isEmpty()) {
                throw new IllegalArgumentException("parameter 'column_name' must be a column of the table itself");
            }
            return List.of();
        }

        private List<Declared> keyRule() {
            requireFound();
            List<String> key = constraint.texts("column_names");
            List<Relationship> keys = database.parentsOf(table.name());
            if (keys.stream().noneMatch(k -> k.childKey().equals(key))) {
                throw new IllegalArgumentException("table " + table.name() + " has no foreign key of column "
                        + String.join(", ", key)
                        + NearestName.hint(
                                String.join(", ", key),
                                keys.stream()
                                        .map(k -> String.join(", ", k.childKey()))
                                        .toList()));
            }
            return List.of();
        }

        /** Nobody checks it: it is found in the source, or it isn't. */
        private void requireFound() {
            if (constraint.keep() && constraint.strict()) {
                throw new IllegalArgumentException("such a rule is kept if it is found, and can only be struck:"
                        + " set 'keep' to false, or leave 'strict' at false");
            }
        }

        private List<Declared> unique() {
            for (String column : constraint.texts("column_names")) {
                if (table.indexOf(column).isEmpty()) {
                    List<String> known =
                            table.columns().stream().map(ColumnMetadata::name).toList();
                    wrong("table " + table.name() + " has no column " + column + NearestName.hint(column, known));
                }
            }
            if (!constraint.strict()) {
                wrong("a key has no exceptions, so 'strict' can't be false; leave the constraint out");
            }
            return List.of();
        }
    }
}
