package io.rowmill.core.standin;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.privacy.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column whose values are made up: only how often it is null is asked. */
final class AskedNulls implements AskedColumn {
    private static final double WEIGHT = 0.1;
    private static final String VALUE = "value";

    private final ColumnMetadata column;
    private final Histogram kinds;
    private double nulls;
    private double values = 1;

    AskedNulls(ColumnMetadata column, int rowsPerUnit) {
        this.column = column;
        this.kinds = Histogram.ofRows(column.name() + ":nulls", WEIGHT, rowsPerUnit, List.of(NULL, VALUE));
    }

    @Override
    public List<Histogram> questions(int round) {
        return round == 0 ? List.of(kinds) : List.of();
    }

    @Override
    public void count(@Nullable String cell, int round, Tally tally) {
        if (round == 0) {
            tally.add(kinds.what(), cell == null ? NULL : VALUE);
        }
    }

    @Override
    public void learn(int round, Answer answer, Noise noise) {
        if (round == 0) {
            nulls = noise.standingOut(kinds, answer.count(kinds.what(), NULL));
            values = Math.max(1, answer.count(kinds.what(), VALUE));
        }
    }

    @Override
    public Released released() {
        return new Released.MadeUp(nulls / (nulls + values), column);
    }
}
