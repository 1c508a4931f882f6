package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.TypedColumns.Column;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The columns of some rows, or of the rows that these refer to. */
final class RowSample {
    private final int[] rows;
    private final Map<String, long[]> values;

    private RowSample(int[] rows, Map<String, long[]> values) {
        this.rows = rows;
        this.values = values;
    }

    /** Rows at equal distances: all of them up to a limit, else just as many. */
    static RowSample of(TypedColumns table, int limit) throws IOException {
        long all = table.rows().rowCount();
        int count = (int) Math.min(limit, all);
        int[] rows = IntStream.range(0, count).map(i -> (int) (i * all / count)).toArray();
        return new RowSample(rows, read(table, rows));
    }

    /** What these rows refer to, in their order; nulls where there is no such row. */
    RowSample above(ParentIndex index, TypedColumns table) throws IOException {
        int[] parents = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            parents[i] = index.parentOf(rows[i]);
        }
        return new RowSample(parents, read(table, parents));
    }

    /** A value per row. */
    long[] values(Column column) {
        return values.get(column.name());
    }

    /** @param rows in any order; -1: none */
    private static Map<String, long[]> read(TypedColumns table, int[] rows) throws IOException {
        int[] wanted =
                Arrays.stream(rows).filter(r -> r >= 0).sorted().distinct().toArray();
        List<Column> columns = table.columns();
        long[][] found = new long[columns.size()][wanted.length];
        int[] at = new int[1];
        table.forEachRow((row, cursor) -> {
            if (at[0] < wanted.length && wanted[at[0]] == row) {
                for (int c = 0; c < found.length; c++) {
                    found[c][at[0]] = columns.get(c).value(cursor);
                }
                at[0]++;
            }
        });
        Map<String, long[]> values = new HashMap<>();
        for (int c = 0; c < found.length; c++) {
            long[] column = found[c];
            values.put(
                    columns.get(c).name(),
                    Arrays.stream(rows)
                            .mapToLong(r -> r < 0 ? CellType.NULL : column[Arrays.binarySearch(wanted, r)])
                            .toArray());
        }
        return values;
    }
}
