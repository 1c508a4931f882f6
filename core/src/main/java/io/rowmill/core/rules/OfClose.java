package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Close;
import io.rowmill.core.rules.Candidate.Row;
import io.rowmill.core.transform.Protection;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a column is from another one that it is close to, in all rows. */
final class OfClose extends Evidence {
    private static final double SOURCELESS = 0.05;

    private final Close candidate;
    private final Spread spread;

    OfClose(Close candidate, Protection protection) {
        this.candidate = candidate;
        this.spread = new Spread(candidate.source().format(), candidate.column().format(), protection);
    }

    @Override
    void accept(Row row) {
        Object source = row.typed(candidate.source().index());
        Object value = row.typed(candidate.column().index());
        spread.accept(source, value);
        nullAlone += source == null ^ value == null ? 1 : 0;
        rows += source != null && value != null ? 1 : 0;
        broken += candidate.way() == Closeness.Way.RATIO && (isNone(source) || isNone(value)) ? 1 : 0;
    }

    private static boolean isNone(@Nullable Object typed) {
        BigDecimal number = Scalars.of(typed);
        return number != null && number.signum() <= 0;
    }

    @Override
    Close candidate() {
        return candidate;
    }

    /**
     * @param ordered the column is never below its source
     * @return empty: too many rows have no source, or no ratio
     */
    Optional<Derivation> derivation(boolean ordered) {
        if (!isExact() || spread.sourceless() > SOURCELESS) {
            return Optional.empty();
        }
        String column = candidate.column().name();
        Source source = candidate.source().source();
        return Optional.of(
                candidate.way() == Closeness.Way.RATIO
                        ? spread.ratio(column, source)
                        : spread.difference(column, source, ordered));
    }
}
