package io.rowmill.core.sampling;

import java.util.Arrays;

/** The rows of a table by what some of its keys refer to. It holds eight bytes per row and key, and as many per row besides. */
final class RowIndex {
    private final long[][] keys;
    /** The first of a bucket's places. */
    private final int[] starts;
    /** Rows, those of one bucket together. */
    private final int[] rows;

    /** @param keys by key and row: ordinal of the parent; -1: none */
    RowIndex(long[][] keys) {
        this.keys = keys;
        int size = keys[0].length;
        starts = new int[Math.max(2, Integer.highestOneBit(Math.max(1, size)) * 2) + 1];
        rows = new int[size];
        for (int row = 0; row < size; row++) {
            starts[bucket(row) + 1]++;
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        int[] next = starts.clone();
        for (int row = 0; row < size; row++) {
            rows[next[bucket(row)]++] = row;
        }
    }

    private int bucket(int row) {
        long hash = 0;
        for (long[] key : keys) {
            hash = mixed(hash, key[row]);
        }
        return bucketOf(hash);
    }

    private static long mixed(long hash, long ordinal) {
        long mixed = (hash * 31 + ordinal) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    private int bucketOf(long hash) {
        return (int) hash & (starts.length - 2);
    }

    /**
     * Rows whose keys refer to these, ascending.
     *
     * @param parents ordinals, by key
     */
    long[] having(long[] parents) {
        long hash = 0;
        for (long parent : parents) {
            hash = mixed(hash, parent);
        }
        int bucket = bucketOf(hash);
        return Arrays.stream(rows, starts[bucket], starts[bucket + 1])
                .filter(row -> refers(row, parents))
                .asLongStream()
                .toArray();
    }

    private boolean refers(int row, long[] parents) {
        for (int key = 0; key < parents.length; key++) {
            if (keys[key][row] != parents[key]) {
                return false;
            }
        }
        return true;
    }
}
