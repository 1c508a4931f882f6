package io.rowmill.core.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Layout of one part of an encoded column. A column's transform makes one or more parts; a synthesizer only sees parts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Scalar.class, name = "scalar"),
    @JsonSubTypes.Type(value = Part.OneHot.class, name = "oneHot")
})
public sealed interface Part {
    /** Number of inputs that a network needs. */
    int width();

    /** A number in [-1, 1] (tanh). */
    record Scalar() implements Part {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * One of {@code size} categories, stored as an index; -1 means absent (all zeros).
     *
     * @param conditional true if it is in the conditional vector (a discrete column); false for the modes of a continuous column
     */
    record OneHot(int size, boolean conditional) implements Part {
        public OneHot {
            if (size < 1) {
                throw new IllegalArgumentException("a one-hot needs at least one category, got " + size);
            }
        }

        @Override
        public int width() {
            return size;
        }
    }
}
