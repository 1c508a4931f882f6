package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRule.Counts;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.table.RowCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One pass over a table's rows counts how often each candidate holds. */
final class Counting {
    private final Candidate[] candidates;
    private final ValuesByRow[] above;
    private final List<Column> columns;
    private final int[] columnOf;
    private final List<ParentCursor> parents;
    private final int[] parentOf;
    private final int[] parentRows;
    private final long[] own;
    private final long[][] counts;
    private final List<Told> told = new ArrayList<>();

    /** What learns of the distance between a candidate's columns. */
    private record Told(DistanceFacts facts, int candidate) {}

    /**
     * @param above values of each candidate's parent column
     * @param distances of candidates' columns that learn from the same rows
     */
    Counting(List<Candidate> candidates, List<ValuesByRow> above, DistancesAbove distances) {
        this.candidates = candidates.toArray(Candidate[]::new);
        this.above = above.toArray(ValuesByRow[]::new);
        columns = candidates.stream().map(Candidate::own).distinct().toList();
        columnOf = candidates.stream().mapToInt(c -> columns.indexOf(c.own())).toArray();
        List<ParentIndex> indexes =
                candidates.stream().map(c -> c.parent().index()).distinct().toList();
        parents = indexes.stream().map(ParentCursor::new).toList();
        parentOf = candidates.stream()
                .mapToInt(c -> indexes.indexOf(c.parent().index()))
                .toArray();
        parentRows = new int[parents.size()];
        own = new long[columns.size()];
        counts = new long[candidates.size()][6];
        for (int i = 0; i < candidates.size(); i++) {
            int candidate = i;
            distances.begun(candidates.get(i)).ifPresent(facts -> told.add(new Told(facts, candidate)));
        }
    }

    /** Takes the rows one after the other, from the first. */
    void add(int row, RowCursor cursor) {
        for (int i = 0; i < parentRows.length; i++) {
            parentRows[i] = parents.get(i).of(row);
        }
        for (int c = 0; c < own.length; c++) {
            own[c] = columns.get(c).value(cursor);
        }
        for (int i = 0; i < candidates.length; i++) {
            long parent = parentValue(i);
            counts[i][place(candidates[i], own[columnOf[i]], parent)]++;
            counts[i][5] += parent != CellType.NULL && parent == own[columnOf[i]] ? 1 : 0;
        }
        for (Told of : told) {
            of.facts.add(own[columnOf[of.candidate]], parentValue(of.candidate));
        }
    }

    private long parentValue(int candidate) {
        return above[candidate].at(parentRows[parentOf[candidate]]);
    }

    private static int place(Candidate candidate, long value, long parent) {
        if (parent == CellType.NULL) {
            return value == CellType.NULL ? 4 : 2;
        }
        if (value == CellType.NULL) {
            return 3;
        }
        return candidate.holds(value, parent) ? 0 : 1;
    }

    /** In the order of the candidates. */
    List<Counts> counts() {
        return Arrays.stream(counts)
                .map(n -> new Counts(n[0], n[1], n[2], n[3], n[4], n[5]))
                .toList();
    }
}
