package io.rowmill.ingest.snapshot;

import java.util.Arrays;

/** One kind of mistake in one table: how often, and the first rows it was met in. */
final class Violation {
    private static final int SHOWN = 5;

    private final String table;
    private final String what;
    private final long[] first = new long[SHOWN];
    private long count;

    /** @param what behind the count, as in {@code "row(s) have no value in the primary key id"} */
    Violation(String table, String what) {
        this.table = table;
        this.what = what;
    }

    /** Keeps the least rows, in whatever order they come. */
    void add(long row) {
        int shown = (int) Math.min(count, SHOWN);
        if (shown < SHOWN || row < first[SHOWN - 1]) {
            int at = Math.min(shown, SHOWN - 1);
            while (at > 0 && first[at - 1] > row) {
                first[at] = first[at - 1];
                at--;
            }
            first[at] = row;
        }
        count++;
    }

    String table() {
        return table;
    }

    long count() {
        return count;
    }

    /** Ascending, from 0. */
    long[] firstRows() {
        return Arrays.copyOf(first, (int) Math.min(count, SHOWN));
    }

    /** @param places where the first rows are, as in {@code "lines 3, 7"} */
    String describe(String places) {
        return "Table " + table + ": " + count + " " + what + ", first at " + places + ".";
    }

    /** Without places, for what was dropped. */
    String describe() {
        return "Table " + table + ": " + count + " " + what + ".";
    }
}
