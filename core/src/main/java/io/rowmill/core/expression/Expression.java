package io.rowmill.core.expression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A term or a condition over the columns of a row and of its parents' rows. Values are numbers ({@link BigDecimal}), times
 * ({@link java.time.LocalDateTime}), texts and truths. As in SQL, what is computed of a null is null; the difference of two times is a
 * number of days, and a time plus a number is so many days later. What is divided by 0 is null.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Expression.Numeral.class, name = "number"),
    @JsonSubTypes.Type(value = Expression.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Expression.Column.class, name = "column"),
    @JsonSubTypes.Type(value = Expression.Arithmetic.class, name = "arithmetic"),
    @JsonSubTypes.Type(value = Expression.Comparison.class, name = "comparison"),
    @JsonSubTypes.Type(value = Expression.And.class, name = "and"),
    @JsonSubTypes.Type(value = Expression.Or.class, name = "or"),
    @JsonSubTypes.Type(value = Expression.Not.class, name = "not"),
    @JsonSubTypes.Type(value = Expression.IsNull.class, name = "isNull"),
    @JsonSubTypes.Type(value = Expression.Matches.class, name = "matches")
})
public sealed interface Expression {
    /** The values that an expression is computed of. */
    @FunctionalInterface
    interface Row {
        /** @return typed as the column's format types it; null: the cell is null, or there is no such parent */
        @Nullable
        Object value(Column column);
    }

    /** What is directly below. */
    @JsonIgnore
    List<Expression> below();

    /**
     * @return a number, a time, a text or a truth; null if it can't be told
     * @throws IllegalArgumentException if values of these types have nothing in common; the message names types, not values
     */
    default @Nullable Object value(Row row) {
        return new Evaluation(row).value(this);
    }

    /** As it is written: with operators between operands, and parentheses where they are needed. */
    default String text(Function<Column, String> named) {
        return new Writing(named).text(this);
    }

    /** The columns that are read, each once, as they come. */
    @JsonIgnore
    default Set<Column> columns() {
        Set<Column> out = new LinkedHashSet<>();
        if (this instanceof Column column) {
            out.add(column);
        }
        below().forEach(part -> out.addAll(part.columns()));
        return out;
    }

    static Column own(String column) {
        return new Column(List.of(), column);
    }

    static Arithmetic of(Expression left, Operator operator, Expression right) {
        return new Arithmetic(operator, left, right);
    }

    record Numeral(BigDecimal value) implements Expression {
        public Numeral {
            Objects.requireNonNull(value);
        }

        @Override
        public List<Expression> below() {
            return List.of();
        }
    }

    record Text(String value) implements Expression {
        public Text {
            Objects.requireNonNull(value);
        }

        @Override
        public List<Expression> below() {
            return List.of();
        }
    }

    /**
     * A column.
     *
     * @param path names of the relationships that lead up to the row of the column, from child to parent; empty: the row itself
     * @param name of the column of that row
     */
    record Column(@JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> path, String name) implements Expression {
        public Column {
            path = path == null ? List.of() : List.copyOf(path);
            Objects.requireNonNull(name);
        }

        @Override
        public List<Expression> below() {
            return List.of();
        }
    }

    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {
        public Arithmetic {
            Objects.requireNonNull(operator);
            Objects.requireNonNull(left);
            Objects.requireNonNull(right);
        }

        @Override
        public List<Expression> below() {
            return List.of(left, right);
        }
    }

    enum Relation {
        EQUAL,
        DIFFERENT,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    record Comparison(Relation relation, Expression left, Expression right) implements Expression {
        public Comparison {
            Objects.requireNonNull(relation);
            Objects.requireNonNull(left);
            Objects.requireNonNull(right);
        }

        @Override
        public List<Expression> below() {
            return List.of(left, right);
        }
    }

    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Expression> below() {
            return parts;
        }
    }

    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Expression> below() {
            return parts;
        }
    }

    record Not(Expression of) implements Expression {
        public Not {
            Objects.requireNonNull(of);
        }

        @Override
        public List<Expression> below() {
            return List.of(of);
        }
    }

    /** Never null itself. */
    record IsNull(Expression of) implements Expression {
        public IsNull {
            Objects.requireNonNull(of);
        }

        @Override
        public List<Expression> below() {
            return List.of(of);
        }
    }

    /** The whole of a text fits a pattern; {@link java.util.regex.PatternSyntaxException} if that is none. */
    record Matches(Expression of, String pattern) implements Expression {
        public Matches {
            Objects.requireNonNull(of);
            Pattern.compile(pattern);
        }

        @Override
        public List<Expression> below() {
            return List.of(of);
        }
    }
}
