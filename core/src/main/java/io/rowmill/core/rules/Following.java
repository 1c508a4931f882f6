package io.rowmill.core.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The column is a number or a time at a learned distance from that of the row before among its siblings. That of the first row, and of
 * one after a null, is at a learned distance from a column of the parent's row, or from a fixed value.
 *
 * @param first column of the parent's row; null: the fixed value
 * @param firstFormat of its cells; null like {@code first}
 * @param ordered the column is never below the row's before
 * @param firstOrdered the column is never below the parent's where it is measured from that
 * @param unit of a distance between times, in microseconds; 0: numbers, whose distance has no unit
 * @param origin the fixed value; times in microseconds since 1970
 * @param low least value of the column, unless it is measured from less; like {@code origin}
 * @param high greatest value of the column, unless it is measured from more
 * @param steps how far rows are from the row before
 * @param firsts how far other rows are from what they are measured from
 */
public record Following(
        String column,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source first,
        ValueFormat format,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ValueFormat firstFormat,
        boolean ordered,
        boolean firstOrdered,
        long unit,
        BigDecimal origin,
        BigDecimal low,
        BigDecimal high,
        Typical steps,
        Typical firsts)
        implements Derivation {
    public Following {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        if (unit < 0 || low.compareTo(high) > 0 || (first == null) != (firstFormat == null)) {
            throw new IllegalArgumentException("unit " + unit + ", or bounds or a source that are none");
        }
    }

    @Override
    public List<Source> sources() {
        Source before = Source.before(column);
        return first == null ? List.of(before) : List.of(before, first);
    }

    @Override
    public Learned learned() {
        return Learned.DISTANCE;
    }

    @Override
    public Optional<ValueFormat> written() {
        return Optional.of(format);
    }

    private Difference from(boolean neverBelow) {
        return new Difference(column, Source.own(column), format, format, neverBelow, unit, origin, low, high);
    }

    @Nullable
    String residual(@Nullable String own, Function<Source, @Nullable String> cells) {
        if (own == null) {
            return null;
        }
        BigDecimal base = Scalars.of(Residuals.parsed(cells.apply(Source.before(column)), format));
        if (base == null && first != null && firstFormat != null) {
            base = Scalars.of(Residuals.parsed(cells.apply(first), firstFormat));
        }
        return Residuals.distance(from(false), own, base);
    }

    /**
     * @param distances per row
     * @param values of the parents' rows
     */
    @Nullable
    Object[] values(
            @Nullable Object[] distances, Values values, Siblings siblings, Completion.Given given, Chances chances) {
        @Nullable Object[] sources = first == null ? new Object[distances.length] : values.of(first);
        return new Chain(distances, sources, siblings, given, chances).values();
    }

    /** Values row by row, each after the one before it. */
    private final class Chain {
        private final @Nullable Object[] distances;
        private final @Nullable Object[] sources;
        private final Chances chances;
        private final Siblings siblings;
        private final Completion.Given given;
        private final @Nullable Object[] out;
        private final Distances fromBefore = new Distances(from(ordered));
        private final Distances fromFirst = new Distances(from(firstOrdered));

        Chain(
                @Nullable Object[] distances,
                @Nullable Object[] sources,
                Siblings siblings,
                Completion.Given given,
                Chances chances) {
            this.distances = distances;
            this.sources = sources;
            this.chances = chances;
            this.siblings = siblings;
            this.given = given;
            this.out = new Object[distances.length];
        }

        @Nullable
        Object[] values() {
            siblings.inOrder(
                    out.length, row -> out[row] = given.is(column, row) ? given.value(column, row) : value(row));
            return out;
        }

        private @Nullable Object value(int row) {
            int before = siblings.before(row);
            BigDecimal base = before < 0 ? null : Scalars.of(out[before]);
            return base != null
                    ? fromBefore.value(distance(row, steps), base)
                    : fromFirst.value(distance(row, firsts), Scalars.of(sources[row]));
        }

        /** As it was drawn, unless only rows of the other kind have such distances. */
        private @Nullable Object distance(int row, Typical typical) {
            BigDecimal drawn = Scalars.of(distances[row]);
            BigDecimal scale = BigDecimal.valueOf(Math.max(1, unit));
            return drawn == null || typical.has(drawn.multiply(scale))
                    ? drawn
                    : typical.any(chances.of(row), unit).divide(scale, MathContext.DECIMAL64);
        }
    }
}
