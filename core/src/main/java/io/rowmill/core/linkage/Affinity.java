package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * How much more often rows with one class of a column have a parent with one class of another column than by chance.
 *
 * @param over the second key over whose parent the row has the column; empty: along driver keys
 * @param row a column of a table that the row refers to, directly or not
 * @param parent a column of the parent
 * @param logOdds natural logarithm of observed by expected, by class of the row and class of the parent; 0: as by chance
 */
public record Affinity(
        Optional<String> over,
        ColumnRef row,
        ColumnRef parent,
        Classes rowClasses,
        Classes parentClasses,
        float[][] logOdds) {
    public Affinity {
        Objects.requireNonNull(over);
        Objects.requireNonNull(row);
        Objects.requireNonNull(parent);
        if (logOdds.length != rowClasses.size() || logOdds[0].length != parentClasses.size()) {
            throw new IllegalArgumentException("an affinity needs log-odds for every pair of classes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affinity a
                && over.equals(a.over)
                && row.equals(a.row)
                && parent.equals(a.parent)
                && rowClasses.equals(a.rowClasses)
                && parentClasses.equals(a.parentClasses)
                && Arrays.deepEquals(logOdds, a.logOdds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(over, row, parent, rowClasses, parentClasses, Arrays.deepHashCode(logOdds));
    }
}
