package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.rules.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be said of the rows that refer to a row.
 *
 * @param factors see {@link Total}
 * @param filter of which of the rows; empty: of all
 */
record Term(Total.Kind kind, List<Figure> factors, Optional<RowFilter> filter) {
    /** Products of more columns than these are not tried with each other. */
    private static final int MOST_FACTORS = 12;

    /** Columns that are added up of some of the rows. */
    private static final int MOST_FILTERED = 6;

    Term {
        factors = List.copyOf(factors);
    }

    Term(Total.Kind kind, List<Figure> factors) {
        this(kind, factors, Optional.empty());
    }

    /** Of the rows that a filter takes: their number, and the sums of columns. */
    static List<Term> of(Figures rows, RowFilter filter) {
        List<Term> terms = new ArrayList<>(List.of(new Term(Total.Kind.COUNT, List.of(), Optional.of(filter))));
        rows.numbers().stream()
                .limit(MOST_FILTERED)
                .forEach(n -> terms.add(new Term(Total.Kind.SUM, List.of(n), Optional.of(filter))));
        return terms;
    }

    /** The simpler ones first. */
    static List<Term> of(Figures rows) {
        List<Term> terms = new ArrayList<>(List.of(new Term(Total.Kind.COUNT, List.of())));
        List<Figure> numbers = rows.numbers();
        numbers.forEach(n -> terms.add(new Term(Total.Kind.SUM, List.of(n))));
        List<Figure> some = numbers.subList(0, Math.min(MOST_FACTORS, numbers.size()));
        for (int i = 0; i < some.size(); i++) {
            for (int j = i + 1; j < some.size(); j++) {
                terms.add(new Term(Total.Kind.SUM, List.of(some.get(i), some.get(j))));
            }
        }
        for (Figure column : rows.columns()) {
            terms.add(new Term(Total.Kind.LEAST, List.of(column)));
            terms.add(new Term(Total.Kind.GREATEST, List.of(column)));
        }
        return terms;
    }

    boolean canBe(Figure column) {
        boolean isNumber = factors.isEmpty() || kind == Total.Kind.SUM;
        return isNumber ? column.isNumber() : column.isLike(factors.get(0));
    }

    /** What is known before any row is. */
    double start() {
        return kind == Total.Kind.COUNT || kind == Total.Kind.SUM ? 0 : Double.NaN;
    }

    /** @return what is known after one more row */
    double after(double before, FigureRow row) {
        if (kind == Total.Kind.COUNT) {
            return before + 1;
        }
        double value = 1;
        for (Figure factor : factors) {
            value *= row.of(factor);
        }
        if (Double.isNaN(value)) {
            return before;
        }
        return switch (kind) {
            case LEAST -> Double.isNaN(before) ? value : Math.min(before, value);
            case GREATEST -> Double.isNaN(before) ? value : Math.max(before, value);
            default -> before + value;
        };
    }
}
