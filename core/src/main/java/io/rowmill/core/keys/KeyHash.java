package io.rowmill.core.keys;

import java.util.function.IntFunction;

/**
 * 128 bits of a key's cells: two FNV-1a hashes with different offsets, each through the SplitMix64 finalizer. With a hundred
 * million keys, two different ones collide with a probability below 1e-22.
 */
final class KeyHash {
    private long high;
    private long low;

    /**
     * @param cells of a row, by column; null for a null
     * @return false if a part of the key is null: then it is no key
     */
    boolean of(IntFunction<String> cells, int[] columns) {
        high = 0xcbf29ce484222325L;
        low = 0x9e3779b97f4a7c15L;
        for (int column : columns) {
            String cell = cells.apply(column);
            if (cell == null) {
                return false;
            }
            for (int i = 0; i < cell.length(); i++) {
                add(cell.charAt(i));
            }
            // No UTF-16 unit has this value, so ("a", "bc") and ("ab", "c") differ.
            add(0x10000);
        }
        high = mix(high);
        low = mix(low);
        return true;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private void add(int unit) {
        high = (high ^ unit) * 0x100000001b3L;
        low = (Long.rotateLeft(low, 27) ^ unit) * 0xff51afd7ed558ccdL;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
