package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fitted state of one column that is no key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BinnedTransform.class, name = "binned"),
    @JsonSubTypes.Type(value = ConstantTransform.class, name = "constant"),
    @JsonSubTypes.Type(value = ContinuousTransform.class, name = "continuous"),
    @JsonSubTypes.Type(value = DiscreteTransform.class, name = "discrete"),
    @JsonSubTypes.Type(value = FakedTransform.class, name = "faked"),
    @JsonSubTypes.Type(value = GrainedTransform.class, name = "grained"),
    @JsonSubTypes.Type(value = RewrittenTransform.class, name = "rewritten"),
    @JsonSubTypes.Type(value = SpelledTransform.class, name = "spelled")
})
sealed interface ColumnTransform permits ColumnTransform.Content, FakedTransform {
    String column();

    ValueFormat format();

    /** A column that a synthesizer learns. */
    sealed interface Content extends ColumnTransform
            permits BinnedTransform,
                    ConstantTransform,
                    ContinuousTransform,
                    DiscreteTransform,
                    GrainedTransform,
                    RewrittenTransform,
                    SpelledTransform {
        List<Part> parts();

        /** The code of its first part that is null; -1: none, or the part is no code. */
        default int nullCode() {
            return -1;
        }

        /** Whether a cell of the column's format is no further out than what can come back, and not hidden. Made once, asked often. */
        default Predicate<String> reach() {
            return cell -> true;
        }

        /** Whether a cell comes back as it is, not as one of a range of values. */
        default boolean isExact(@Nullable String cell) {
            return true;
        }

        /**
         * How much of each code lies within a range or a set.
         *
         * @return factors on the probabilities of codes, by part; empty: the column can't be asked for it
         */
        default Map<Integer, double[]> shares(Within within) {
            return Map.of();
        }

        /** Like {@link #decode}, for codes that {@link #shares} lets come: all values are within. */
        default @Nullable Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws, Within within) {
            return decode(parts, rows, draws);
        }

        /** Typed values that have a code of their own among others that have none: they come back exactly. */
        default Set<Object> spikes() {
            return Set.of();
        }

        /** The code of its first part that stands for values that too few rows hold; -1: none. */
        default int rareCode() {
            return -1;
        }

        Encoder encoder();

        /**
         * @param parts of this column, in order, {@code rows} values each
         * @param draws where an encoded value leaves a choice
         */
        Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws);

        Feature feature(List<EncodedPart> parts);
    }

    /** Encodes the cells of one column in row order. */
    @FunctionalInterface
    interface Encoder {
        void encode(@Nullable String cell, SplittableRandom random, EncodedColumnWriter out) throws IOException;
    }
}
