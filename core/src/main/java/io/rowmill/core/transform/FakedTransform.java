package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.kinds.ValueKinds;
import io.rowmill.core.random.Seed;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are made up: words of the same meaning, or the shapes of the source with their frequencies; none
 * of its values.
 *
 * @param spaces what to draw from; empty: the column is all null
 * @param nulls nulls in the source, in proportion to the spaces' weights
 * @param unique no value occurs twice
 * @param real what must not come out
 * @param words what the values mean; null: nothing but their shapes is known
 */
record FakedTransform(
        String column,
        ValueFormat format,
        List<WeightedSpace> spaces,
        long nulls,
        boolean unique,
        RealValues real,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FakedWords words)
        implements ColumnTransform {
    FakedTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(real);
        spaces = List.copyOf(spaces);
    }

    /** @param weight source values of this space */
    record WeightedSpace(FakeSpace space, long weight) {
        WeightedSpace {
            Objects.requireNonNull(space);
            if (weight < 1) {
                throw new IllegalArgumentException("weight " + weight);
            }
        }
    }

    FakedTransform withoutNulls() {
        return new FakedTransform(column, format, spaces, 0, unique, real, words);
    }

    /** What its values look like, in words. */
    String look() {
        if (words != null) {
            return words.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (spaces.isEmpty()) {
            return "nulls";
        }
        FakeSpace first = spaces.get(0).space();
        if (first instanceof KindSpace kind) {
            return ValueKinds.get(kind.of()).title();
        }
        return first instanceof PeriodSpace ? "days of the same years" : "text of the same shapes";
    }

    /** @param seed the same for all chunks of a sample */
    Faker faker(Seed seed) {
        if (spaces.isEmpty()) {
            return ordinal -> null;
        }
        Faker shapes = unique ? new UniqueFaker(this, seed) : new RandomFaker(this, seed);
        return words == null || (unique && !words.kind().isNumbered()) ? shapes : new WordFaker(this, shapes, seed);
    }

    /** Made-up cells by row ordinal. */
    @FunctionalInterface
    interface Faker {
        /** @return null for a null */
        @Nullable
        String cell(long ordinal);
    }
}
