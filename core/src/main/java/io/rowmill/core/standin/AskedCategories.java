package io.rowmill.core.standin;

import io.rowmill.core.privacy.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A column of categories: values that enough units have are told, or those that the schema lists. */
final class AskedCategories implements AskedColumn {
    private static final double WEIGHT = 1.5;
    private static final double NULLS_WEIGHT = 0.1;

    private final Histogram values;
    private final Histogram nulls;
    private final List<Weighted<Optional<String>>> found = new ArrayList<>();

    /** @param labels all values that there can be; empty: not known */
    AskedCategories(String column, List<String> labels, int rowsPerUnit) {
        values = Histogram.ofRows(column + ":values", WEIGHT, rowsPerUnit, labels.isEmpty() ? null : labels);
        nulls = Histogram.ofRows(column + ":nulls", NULLS_WEIGHT, rowsPerUnit, List.of(NULL));
    }

    @Override
    public List<Histogram> questions(int round) {
        return round == 0 ? List.of(values, nulls) : List.of();
    }

    @Override
    public void count(@Nullable String cell, int round, Tally tally) {
        if (round == 0) {
            if (cell == null) {
                tally.add(nulls.what(), NULL);
            } else {
                tally.add(values.what(), cell);
            }
        }
    }

    @Override
    public void learn(int round, Answer answer, Noise noise) {
        if (round > 0) {
            return;
        }
        double doubtful = noise.deviation(values);
        for (Map.Entry<String, Long> value : answer.of(values.what()).entrySet()) {
            if (value.getValue() > doubtful) {
                found.add(new Weighted<>(Optional.of(value.getKey()), value.getValue()));
            }
        }
        long empty = noise.standingOut(nulls, answer.count(nulls.what(), NULL));
        if (found.isEmpty() || empty > 0) {
            found.add(new Weighted<>(Optional.empty(), Math.max(1, empty)));
        }
    }

    @Override
    public Released released() {
        return new Released.Categories(found);
    }
}
