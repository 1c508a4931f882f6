package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range or a set of cells, written as in the source. No null is within.
 *
 * @param atLeast smallest cell; null: there is none
 * @param above a cell that all are above; null: there is none
 * @param atMost largest cell; null: there is none
 * @param below a cell that all are below; null: there is none
 * @param among the cells that there are; empty: all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Within(
        @Nullable String atLeast,
        @Nullable String above,
        @Nullable String atMost,
        @Nullable String below,
        List<String> among) {
    public Within {
        among = among == null ? List.of() : List.copyOf(among);
    }

    /** All cells that are given. */
    public List<String> cells() {
        List<String> out = new ArrayList<>(among);
        Stream.of(atLeast, above, atMost, below).filter(Objects::nonNull).forEach(out::add);
        return out;
    }

    public boolean isRange() {
        return atLeast != null || above != null || atMost != null || below != null;
    }

    /** What is in either. Where both have the same side, the other's counts. */
    public Within and(Within other) {
        List<String> both = new ArrayList<>(among);
        both.addAll(other.among);
        return new Within(
                other.atLeast == null ? atLeast : other.atLeast,
                other.above == null ? above : other.above,
                other.atMost == null ? atMost : other.atMost,
                other.below == null ? below : other.below,
                both);
    }

    /** Typed as a format types its cells. */
    Typed typed(ValueFormat format) {
        Set<Object> values = new HashSet<>();
        among.forEach(cell -> values.add(Objects.requireNonNull(format.parse(cell))));
        return new Typed(
                value(format, atLeast), value(format, above), value(format, atMost), value(format, below), values);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparable<Object> value(ValueFormat format, @Nullable String cell) {
        return cell == null ? null : (Comparable<Object>) format.parse(cell);
    }

    /** The same as values. */
    record Typed(
            @Nullable Comparable<Object> atLeast,
            @Nullable Comparable<Object> above,
            @Nullable Comparable<Object> atMost,
            @Nullable Comparable<Object> below,
            Set<Object> among) {
        boolean has(@Nullable Object value) {
            return value != null
                    && (atLeast == null || atLeast.compareTo(value) <= 0)
                    && (above == null || above.compareTo(value) < 0)
                    && (atMost == null || atMost.compareTo(value) >= 0)
                    && (below == null || below.compareTo(value) > 0)
                    && (among.isEmpty() || isAmong(value));
        }

        /** Decimals of different scales are equal. */
        private boolean isAmong(Object value) {
            return among.contains(value) || among.stream().anyMatch(a -> cast(a).compareTo(value) == 0);
        }

        @SuppressWarnings("unchecked")
        private static Comparable<Object> cast(Object value) {
            return (Comparable<Object>) value;
        }
    }
}
