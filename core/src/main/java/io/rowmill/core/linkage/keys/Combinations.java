package io.rowmill.core.linkage.keys;

/**
 * Which combinations of rows there are, and how often, in bounded memory: a part of them at a time, told apart by 64 bits of hash. Two different
 * combinations look like one with a probability of less than one in a thousand for a hundred million of them.
 */
final class Combinations {
    /** Combinations that are held at a time, at nine bytes and half as many empty places. */
    private static final int MOST_TOGETHER = 1 << 22;

    private final int parts;
    private long[] places = new long[1 << 10];
    private byte[] counts = new byte[1 << 10];
    private int part;
    private int size;

    /** @param rows at most as many combinations as there are rows */
    Combinations(long rows) {
        this.parts = (int) (1 + rows / MOST_TOGETHER);
    }

    int parts() {
        return parts;
    }

    void clear(int nextPart) {
        part = nextPart;
        size = 0;
        places = new long[1 << 10];
        counts = new byte[1 << 10];
    }

    /**
     * A hash of the rows that some paths lead to, never 0; 0 if one of them leads nowhere.
     *
     * @param where by path and row
     */
    static long hash(int[][] where, int row) {
        return hash(where, row, -1, row);
    }

    /**
     * @param odd path for which another row is looked at
     * @param oddRow that row
     */
    static long hash(int[][] where, int row, int odd, int oddRow) {
        long hash = where.length;
        for (int path = 0; path < where.length; path++) {
            int there = where[path][path == odd ? oddRow : row];
            if (there < 0) {
                return 0;
            }
            hash = mix(hash * 0x9E3779B97F4A7C15L + there + 1);
        }
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The combination is of the part that is held now. */
    boolean covers(long hash) {
        return hash != 0 && (parts == 1 || Long.remainderUnsigned(hash, parts) == part);
    }

    /** @return how often it was added, at most {@value Byte#MAX_VALUE}; 0: it is of another part */
    int add(long hash) {
        if (!covers(hash)) {
            return 0;
        }
        int place = place(hash);
        if (counts[place] < Byte.MAX_VALUE) {
            counts[place]++;
        }
        int count = counts[place];
        if (places[place] == 0) {
            places[place] = hash;
            if (++size * 3L > places.length * 2L) {
                grow();
            }
        }
        return count;
    }

    boolean contains(long hash) {
        return places[place(hash)] != 0;
    }

    private int place(long hash) {
        int mask = places.length - 1;
        int place = (int) (hash >>> 20) & mask;
        while (places[place] != 0 && places[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldPlaces = places;
        byte[] oldCounts = counts;
        places = new long[oldPlaces.length * 2];
        counts = new byte[places.length];
        for (int old = 0; old < oldPlaces.length; old++) {
            if (oldPlaces[old] != 0) {
                int place = place(oldPlaces[old]);
                places[place] = oldPlaces[old];
                counts[place] = oldCounts[old];
            }
        }
    }
}
