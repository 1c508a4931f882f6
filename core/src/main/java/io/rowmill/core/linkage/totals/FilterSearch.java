package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.totals.TotalsFinder.Key;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks for filters of the rows that refer to some rows of a table: those that take some of these rows, and not all. */
final class FilterSearch {
    /** Columns of either table. */
    private static final int MOST_LABELS = 10;
    /** Of one column; it says what kind of row it is. */
    private static final int MOST_VALUES = 8;
    /** Rows that are taken, and rows that aren't. */
    private static final int FEWEST = 30;

    private final ParentSample sample;
    private final Protection protection;
    private final ParentCursor parents;
    private final Map<RowFilter, long[]> taken = new LinkedHashMap<>();
    private final Map<RowFilter, RowFilter.Numbers> numbers = new HashMap<>();
    /** Texts of each column and how many rows have them; a column of too many is out. */
    private final Map<Label, Map<String, Integer>> values = new LinkedHashMap<>();

    private int rows;

    /**
     * @param keys of all tables
     * @param protection of the rows that refer to the sample: a value that few of them have is none to look for
     */
    FilterSearch(ParentSample sample, Key key, Figures child, Figures parent, List<Key> keys, Protection protection) {
        this.sample = sample;
        this.protection = protection;
        this.parents = new ParentCursor(key.index());
        for (Key own : keys) {
            for (Key above : keys) {
                if (own.child().equals(key.child())
                        && !own.relationship().equals(key.relationship())
                        && above.child().equals(key.parent())
                        && above.parent().equals(own.parent())) {
                    add(RowFilter.sameParent(own, above));
                }
            }
        }
        List<Label> labels = child.labels().stream().limit(MOST_LABELS).toList();
        for (Label label : labels) {
            values.put(label, new TreeMap<>());
            parent.labels().stream()
                    .limit(MOST_LABELS)
                    .filter(above -> !(isFigure(child, label) || isFigure(parent, above)))
                    .filter(above -> above.format().equals(label.format()))
                    .forEach(above -> add(RowFilter.sameValue(label, above)));
        }
    }

    private static boolean isFigure(Figures table, Label label) {
        return table.columns().stream().anyMatch(f -> f.name().equals(label.name()));
    }

    private void add(RowFilter filter) {
        taken.put(filter, new long[1]);
        numbers.put(filter, filter.numbers());
    }

    /** Takes the rows one after the other. */
    void add(int row, FigureRow figures) {
        int at = sample.placeOf(parents.of(row));
        if (at < 0) {
            return;
        }
        rows++;
        taken.forEach((filter, count) -> {
            if (numbers.get(filter).of(row, figures) == sample.above(filter, at)) {
                count[0]++;
            }
        });
        values.forEach((label, counts) -> {
            @Nullable String text = counts.size() > MOST_VALUES ? null : figures.text(label);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        });
    }

    /** Keys first, then columns of both tables, then values. */
    List<RowFilter> found() {
        List<RowFilter> found = new ArrayList<>();
        taken.forEach((filter, count) -> {
            if (count[0] >= FEWEST && rows - count[0] >= FEWEST) {
                found.add(filter);
            }
        });
        values.forEach((label, counts) -> {
            if (counts.size() <= MOST_VALUES) {
                counts.forEach((text, count) -> {
                    if (count >= FEWEST && rows - count >= FEWEST && !protection.isRare(count)) {
                        found.add(RowFilter.holding(label, text));
                    }
                });
            }
        });
        return found;
    }
}
