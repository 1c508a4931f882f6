package io.rowmill.core.linkage;

import java.util.Arrays;

/**
 * From a key to the ordinal of its row. Keys are kept as 64-bit fingerprints, so that memory is 12 bytes a slot whatever
 * their length; two of a billion rows' keys collide with a probability of 3 %.
 */
final class KeyMap {
    private static final int ABSENT = -1;

    private long[] fingerprints = new long[64];
    private int[] ordinals = absent(64);
    private int size;

    private static int[] absent(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, ABSENT);
        return slots;
    }

    void put(long fingerprint, int ordinal) {
        if (2 * size >= ordinals.length) {
            grow();
        }
        int slot = slotOf(fingerprint);
        if (ordinals[slot] == ABSENT) {
            size++;
        }
        fingerprints[slot] = fingerprint;
        ordinals[slot] = ordinal;
    }

    /** @return -1 if there is no such key */
    int get(long fingerprint) {
        return ordinals[slotOf(fingerprint)];
    }

    private int slotOf(long fingerprint) {
        int mask = ordinals.length - 1;
        int slot = (int) (fingerprint >>> 20) & mask;
        while (ordinals[slot] != ABSENT && fingerprints[slot] != fingerprint) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldFingerprints = fingerprints;
        int[] oldOrdinals = ordinals;
        fingerprints = new long[2 * oldOrdinals.length];
        ordinals = absent(2 * oldOrdinals.length);
        for (int i = 0; i < oldOrdinals.length; i++) {
            if (oldOrdinals[i] != ABSENT) {
                int slot = slotOf(oldFingerprints[i]);
                fingerprints[slot] = oldFingerprints[i];
                ordinals[slot] = oldOrdinals[i];
            }
        }
    }

    /** @param next a cell, not null */
    static long extend(long fingerprint, String next) {
        long hash = fingerprint ^ 0x9e3779b97f4a7c15L;
        for (int i = 0; i < next.length(); i++) {
            hash = (hash ^ next.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ next.length()) * 0xbf58476d1ce4e5b9L;
        return hash ^ (hash >>> 31);
    }
}
