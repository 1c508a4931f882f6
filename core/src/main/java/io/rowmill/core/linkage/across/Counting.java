package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRule.Counts;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.table.RowCursor;
import java.util.Arrays;
import java.util.List;

/** One pass over a table's rows counts how often each candidate holds. */
final class Counting {
    private static final int BLOCK = 1 << 14;

    private final Candidate[] candidates;
    private final ValuesByRow[] above;
    private final List<Column> columns;
    private final int[] columnOf;
    private final List<ParentIndex> indexes;
    private final int[] indexOf;
    private final int[][] block;
    private final long[] own;
    private final long[][] counts;

    /** @param above values of each candidate's parent column */
    Counting(List<Candidate> candidates, List<ValuesByRow> above) {
        this.candidates = candidates.toArray(Candidate[]::new);
        this.above = above.toArray(ValuesByRow[]::new);
        columns = candidates.stream().map(Candidate::own).distinct().toList();
        columnOf = candidates.stream().mapToInt(c -> columns.indexOf(c.own())).toArray();
        indexes = candidates.stream().map(c -> c.parent().index()).distinct().toList();
        indexOf = candidates.stream()
                .mapToInt(c -> indexes.indexOf(c.parent().index()))
                .toArray();
        block = new int[indexes.size()][];
        own = new long[columns.size()];
        counts = new long[candidates.size()][6];
    }

    /** Takes the rows one after the other, from the first. */
    void add(int row, RowCursor cursor) {
        if (row % BLOCK == 0) {
            for (int i = 0; i < block.length; i++) {
                ParentIndex index = indexes.get(i);
                block[i] = index.parents(row, Math.min(index.childRows(), row + BLOCK));
            }
        }
        for (int c = 0; c < own.length; c++) {
            own[c] = columns.get(c).value(cursor);
        }
        for (int i = 0; i < candidates.length; i++) {
            long parent = above[i].at(block[indexOf[i]][row % BLOCK]);
            counts[i][place(candidates[i], own[columnOf[i]], parent)]++;
            counts[i][5] += parent != CellType.NULL && parent == own[columnOf[i]] ? 1 : 0;
        }
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
