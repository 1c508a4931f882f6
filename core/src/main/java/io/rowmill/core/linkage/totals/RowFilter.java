package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.linkage.totals.TotalsFinder.Key;
import io.rowmill.core.rules.Filter;
import java.util.Optional;

/**
 * A filter of the rows that refer to a row: it takes those of which one number is equal to one of the row. NaN is equal to nothing.
 *
 * @param label of the rows; empty: the number of the parent by another key
 * @param key that other key; empty: a label
 * @param above what it must be equal to
 */
record RowFilter(Filter filter, Optional<Label> label, Optional<Key> key, Above above) {
    /** The number of a row that is referred to. */
    sealed interface Above {
        /** Whichever row it is. */
        record Constant(double value) implements Above {}

        /** Its own label. */
        record OfLabel(Label label) implements Above {}

        /** Its own parent. */
        record OfKey(ParentIndex index) implements Above {}
    }

    static RowFilter holding(Label label, String text) {
        return new RowFilter(
                new Filter.Holding(label.name(), text),
                Optional.of(label),
                Optional.empty(),
                new Above.Constant(Label.number(text)));
    }

    static RowFilter sameValue(Label label, Label above) {
        return new RowFilter(
                new Filter.SameValue(label.name(), above.name()),
                Optional.of(label),
                Optional.empty(),
                new Above.OfLabel(above));
    }

    static RowFilter sameParent(Key key, Key above) {
        return new RowFilter(
                new Filter.SameParent(key.relationship(), above.relationship()),
                Optional.empty(),
                Optional.of(key),
                new Above.OfKey(above.index()));
    }

    /** The number of the rows, which are asked for in their order. */
    Numbers numbers() {
        if (label.isPresent()) {
            return (row, figures) -> figures.of(label.get());
        }
        ParentCursor parents = new ParentCursor(key.orElseThrow().index());
        return (row, figures) -> {
            int parent = parents.of(row);
            return parent < 0 ? Double.NaN : parent;
        };
    }

    /** Of rows that refer to others. */
    interface Numbers {
        double of(int row, FigureRow figures);
    }

    static double parent(ParentIndex index, int row) {
        int parent = index.parentOf(row);
        return parent < 0 ? Double.NaN : parent;
    }
}
