package io.rowmill.core.rules;

import io.rowmill.core.rules.Derivation.Part;
import org.jspecify.annotations.Nullable;

/** What holds in a sample and may be a rule of all rows. */
sealed interface Candidate {
    /** @param chance share of the rows in which it would hold if the columns were independent */
    record Equal(Sample.Column x, Sample.Column y, double chance) implements Candidate {}

    /** The lesser column is not above the other. */
    record Order(Sample.Column lesser, Sample.Column greater, double chance) implements Candidate {}

    /** {@code x} says what {@code y} is. */
    record Determines(Sample.Column x, Sample.Column y) implements Candidate {}

    record IsPart(Sample.Column date, Sample.Column number, Part part) implements Candidate {}

    record NullTogether(Sample.Column x, Sample.Column y) implements Candidate {}

    /** Where {@code x} is null, {@code y} is. */
    record NullAfter(Sample.Column x, Sample.Column y) implements Candidate {}

    /** The cells of a row that a candidate is compared with. */
    interface Row {
        @Nullable
        String cell(int column);

        @Nullable
        Object typed(int column);
    }
}
