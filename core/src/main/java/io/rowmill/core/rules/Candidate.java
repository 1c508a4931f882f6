package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.rules.Derivation.Part;
import java.math.RoundingMode;
import java.util.List;
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

    /**
     * {@code y} comes out of two others.
     *
     * @param rounding of what comes out
     * @param strays share of independent operands of which comes out what the column doesn't have
     */
    record Calculated(
            Sample.Column y,
            Sample.Column left,
            Operator operator,
            Sample.Column right,
            RoundingMode rounding,
            double strays)
            implements Candidate {
        boolean isRounded() {
            return Outcomes.step(operator, left.format(), right.format(), y.format()) > 0;
        }
    }

    /** Both say together what {@code y} is, and neither does alone. */
    record PairDetermines(Sample.Column first, Sample.Column second, Sample.Column y) implements Candidate {}

    /** No row has more than one of the flags. */
    record Exclusive(List<Sample.Column> flags) implements Candidate {}

    /**
     * {@code column} is close to {@code source}.
     *
     * @param gain see {@link Closeness.Found}
     */
    record Close(Sample.Column source, Sample.Column column, Closeness.Way way, double gain) implements Candidate {}

    /** The cells of a row that a candidate is compared with. */
    interface Row {
        @Nullable
        String cell(int column);

        @Nullable
        Object typed(int column);
    }
}
