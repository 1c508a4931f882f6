package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;

/**
 * Whether all values of a stream differ, by 64-bit hashes in an open-addressing table. After 262,144 different
 * values without a repetition the column counts as unique and nothing more is kept.
 */
final class DistinctHashes {
    private static final int MAX_VALUES = 1 << 18;
    private static final int FIRST_CAPACITY = 64;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;
    private boolean repeated;

    void add(String value) {
        if (repeated || size >= MAX_VALUES) {
            return;
        }
        long hash = new Seed(0).derive(value).value() | 1;
        if (!insert(slots, hash)) {
            repeated = true;
            slots = new long[0];
        } else if (++size * 2 > slots.length) {
            grow();
        }
    }

    boolean allDistinct() {
        return !repeated;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                insert(larger, hash);
            }
        }
        slots = larger;
    }

    /** @param hash not 0, which marks a free slot */
    private static boolean insert(long[] slots, long hash) {
        int at = (int) (hash >>> 32) & (slots.length - 1);
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = hash;
        return true;
    }
}
