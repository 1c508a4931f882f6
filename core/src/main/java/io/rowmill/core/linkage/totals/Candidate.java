package io.rowmill.core.linkage.totals;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.rules.Total;
import java.util.List;

/** A column that may be a total. */
record Candidate(Figure column, TotalsFinder.Key key, Term term) {
    /** Of what is added up as doubles, and stands there as decimals. */
    private static final double EXACT = 1e-9;

    /** The column has the value, as it would round it; two nulls agree. */
    boolean agrees(double own, double total) {
        if (Double.isNaN(own) || Double.isNaN(total)) {
            return Double.isNaN(own) && Double.isNaN(total);
        }
        return Math.abs(own - total) <= rounding() + EXACT * Math.max(1, Math.abs(own));
    }

    private double rounding() {
        if (column.format() instanceof ValueFormat.WholeNumber) {
            return term.kind() == Total.Kind.SUM ? 0.5 : 0;
        }
        return column.format() instanceof ValueFormat.Decimal decimal ? Math.pow(10, -decimal.maxDecimals()) / 2 : 0;
    }

    Total total(boolean zeroForNone) {
        List<String> factors = term.factors().stream().map(Figure::name).toList();
        String none = zeroForNone ? column.format().format(column.format().parse("0")) : null;
        return new Total(
                column.name(),
                key.relationship(),
                term.kind(),
                factors,
                column.format(),
                none,
                term.filter().map(RowFilter::filter).orElse(null));
    }
}
