package io.rowmill.core.rules;

import io.rowmill.core.rules.Candidate.Close;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.List;

/** Numbers and times of a sample's rows that are close to others, beside how far they spread. */
final class ClosePairs {
    /** The search takes time by the square of them. */
    private static final int MOST_COLUMNS = 100;

    private ClosePairs() {}

    static List<Candidate> of(Sample sample) {
        List<Column> columns = sample.columns().stream()
                .filter(c -> c.metadata().isOrdered() && Scalars.isScalar(c.format()))
                .limit(MOST_COLUMNS)
                .toList();
        List<Candidate> out = new ArrayList<>();
        for (Column source : columns) {
            for (Column column : columns) {
                if (!source.equals(column) && Candidates.comparable(source.format(), column.format())) {
                    Closeness.of(source.scalars(), column.scalars(), column.format())
                            .ifPresent(found -> out.add(new Close(source, column, found.way(), found.gain())));
                }
            }
        }
        return out;
    }
}
