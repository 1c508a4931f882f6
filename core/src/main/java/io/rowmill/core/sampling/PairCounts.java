package io.rowmill.core.sampling;

import java.util.Arrays;

/** How many rows lead from one end to another, and how many of all rows have a way back. It holds 12 bytes per pair, and as much again. */
final class PairCounts {
    private static final long FREE = -1;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private long[] pairs;
    private int[] counts;
    private int used;
    private long mutual;

    PairCounts(int rows) {
        int size = Math.max(16, Integer.highestOneBit(Math.max(1, rows)) * 4);
        pairs = new long[size];
        Arrays.fill(pairs, FREE);
        counts = new int[size];
    }

    /** Rows from one end to another. */
    int of(int from, int to) {
        return counts[place(pair(from, to))];
    }

    /** Rows whose way back is there, too. */
    long mutual() {
        return mutual;
    }

    /** @param rows 1 or -1 */
    void add(int from, int to, int rows) {
        int there = place(pair(from, to));
        if (pairs[there] == FREE) {
            if (used + 1 > pairs.length / 2) {
                grow();
                there = place(pair(from, to));
            }
            pairs[there] = pair(from, to);
            used++;
        }
        int before = counts[there];
        counts[there] += rows;
        if (from != to) {
            int back = of(to, from);
            mutual += back > 0 ? rows : 0;
            boolean appears = before == 0 && rows > 0;
            boolean ends = counts[there] == 0 && rows < 0;
            mutual += appears ? back : ends ? -back : 0;
        }
    }

    /** Pairs without rows are forgotten. */
    private void grow() {
        long[] old = pairs;
        int[] rows = counts;
        long left = Arrays.stream(rows).filter(c -> c > 0).count();
        int size = left > old.length / 4 ? old.length * 2 : old.length;
        pairs = new long[size];
        Arrays.fill(pairs, FREE);
        counts = new int[size];
        used = 0;
        for (int i = 0; i < old.length; i++) {
            if (rows[i] > 0) {
                int there = place(old[i]);
                pairs[there] = old[i];
                counts[there] = rows[i];
                used++;
            }
        }
    }

    private int place(long pair) {
        long hash = pair * MULTIPLIER;
        int at = (int) (hash ^ (hash >>> 32)) & (pairs.length - 1);
        while (pairs[at] != FREE && pairs[at] != pair) {
            at = (at + 1) & (pairs.length - 1);
        }
        return at;
    }

    private static long pair(int from, int to) {
        return ((long) from << 32) | to;
    }
}
