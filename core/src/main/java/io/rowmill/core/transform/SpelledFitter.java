package io.rowmill.core.transform;

import io.rowmill.core.format.Spelling;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fits the values of a column whose cells are spelled in several ways, and counts the spellings. */
final class SpelledFitter implements ColumnFitter {
    private final String column;
    private final Spellings spellings;
    private final ValueFormat common;
    private final NullStrategy nullStrategy;
    private final ColumnFitter values;
    private final long[] cells;
    private long nulls;

    /** @param values a fitter of {@link Spellings#common()} */
    SpelledFitter(String column, Spellings spellings, NullStrategy nullStrategy, ColumnFitter values) {
        this.column = column;
        this.spellings = spellings;
        this.common = spellings.common();
        this.nullStrategy = nullStrategy;
        this.values = values;
        this.cells = new long[spellings.size()];
    }

    @Override
    public void accept(@Nullable String cell) {
        if (cell == null) {
            nulls++;
            values.accept(null);
            return;
        }
        Spelling spelled = Objects.requireNonNull(spellings.parse(cell));
        cells[spelled.spelling()]++;
        values.accept(SpelledTransform.commonCell(common, spelled));
    }

    @Override
    public Optional<HiddenValues> hidden() {
        return values.hidden();
    }

    @Override
    public ColumnTransform fit() {
        boolean learnsNulls = nulls > 0 && nullStrategy == NullStrategy.MODEL;
        return new SpelledTransform(
                column, spellings, (ColumnTransform.Content) values.fit(), learnsNulls, mostFrequentMissing());
    }

    /** What stands for a missing value most often: a marker's number, or the one behind all for a null. */
    private int mostFrequentMissing() {
        int best = spellings.size();
        long most = nulls;
        for (int i = spellings.formats().size(); i < spellings.size(); i++) {
            if (cells[i] > most) {
                most = cells[i];
                best = i;
            }
        }
        return best;
    }
}
