package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column says something of all rows that refer to the row: how many there are, what they add up to, their least or greatest. It
 * isn't learned, and it is known when those rows are.
 *
 * @param relationship name of the key by which they refer to the row
 * @param factors columns of theirs that are multiplied, all numbers; one for a single column; none: the rows are counted
 * @param format of the column
 * @param none cell of a row that none refers to, or none that the filter takes; null: a null
 * @param filter of which of these rows the total is; null (in a total of an earlier version): of all
 */
public record Total(
        String column,
        String relationship,
        Kind kind,
        List<String> factors,
        ValueFormat format,
        @JsonInclude @Nullable String none,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Filter filter) {
    public Total {
        Objects.requireNonNull(column);
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(format);
        factors = List.copyOf(factors);
        if (factors.isEmpty() != (kind == Kind.COUNT)) {
            throw new IllegalArgumentException(kind + " of " + factors);
        }
    }

    /** Of all rows. */
    public Total(
            String column,
            String relationship,
            Kind kind,
            List<String> factors,
            ValueFormat format,
            @Nullable String none) {
        this(column, relationship, kind, factors, format, none, null);
    }

    /** What is said of the rows. */
    public enum Kind {
        COUNT,
        /** Nulls add nothing. */
        SUM,
        LEAST,
        GREATEST
    }

    /** Typed; of a row that none refers to. */
    public @Nullable Object ofNone() {
        return format.parse(none);
    }
}
