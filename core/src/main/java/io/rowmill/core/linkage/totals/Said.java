package io.rowmill.core.linkage.totals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be said of the rows that a filter takes, of those that refer to the rows of a sample. */
final class Said {
    private final Optional<RowFilter> filter;
    private final RowFilter.@Nullable Numbers numbers;
    private final List<Term> terms;
    private final int[] counts;
    private final double[][] totals;

    /** @param filter of all the terms; empty: all rows count */
    Said(Optional<RowFilter> filter, List<Term> terms, int size) {
        this.filter = filter;
        this.numbers = filter.map(RowFilter::numbers).orElse(null);
        this.terms = terms;
        this.counts = new int[size];
        this.totals = new double[terms.size()][size];
        for (int t = 0; t < totals.length; t++) {
            Arrays.fill(totals[t], terms.get(t).start());
        }
    }

    /** Takes a row that refers to a place in the sample. */
    void add(ParentSample sample, int at, int row, FigureRow figures) {
        if (numbers != null && numbers.of(row, figures) != sample.above(filter.orElseThrow(), at)) {
            return;
        }
        counts[at]++;
        for (int t = 0; t < totals.length; t++) {
            totals[t][at] = terms.get(t).after(totals[t][at], figures);
        }
    }

    List<Term> terms() {
        return terms;
    }

    /** Rows by place. */
    int[] counts() {
        return counts;
    }

    /** By place. */
    double[] totals(Term term) {
        return totals[terms.indexOf(term)];
    }
}
