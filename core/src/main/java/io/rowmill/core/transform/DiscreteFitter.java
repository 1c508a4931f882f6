package io.rowmill.core.transform;

import io.rowmill.core.table.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the distinct cells of a discrete column; memory grows with them, not with the rows. */
final class DiscreteFitter implements ColumnFitter {
    private static final Comparator<Map.Entry<String, long[]>> MOST_FREQUENT_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, long[]> e) -> -e.getValue()[0])
            .thenComparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder()));

    private final String column;
    private final ValueFormat format;
    private final NullStrategy nullStrategy;
    private final Map<String, long[]> counts = new HashMap<>();

    DiscreteFitter(String column, ValueFormat format, NullStrategy nullStrategy) {
        this.column = column;
        this.format = format;
        this.nullStrategy = nullStrategy;
    }

    @Override
    public void accept(String cell) {
        counts.computeIfAbsent(cell, c -> new long[1])[0]++;
    }

    @Override
    public ColumnTransform fit() {
        if (counts.size() <= 1) {
            String only = counts.isEmpty() ? null : counts.keySet().iterator().next();
            return new ConstantTransform(column, format, only);
        }
        List<Map.Entry<String, long[]>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(MOST_FREQUENT_FIRST);
        List<String> categories = new ArrayList<>(entries.size());
        entries.forEach(e -> categories.add(e.getKey()));
        if (nullStrategy == NullStrategy.DROP_ROW) {
            categories.remove(null);
        }
        return new DiscreteTransform(column, format, categories);
    }
}
