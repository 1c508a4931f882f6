package io.rowmill.sources;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A bounded picture of the set of values of a column: the values whose hash lies below a threshold that sinks as values come.
 * Two sketches keep the same part of equal sets, so containment and uniqueness can be told from them; exact up to
 * {@value #CAPACITY} distinct values. (Bottom sampling by hash: Broder, On the resemblance and containment of documents, 1997.)
 */
final class ValueSketch {
    static final int CAPACITY = 1 << 15;

    private final Set<Long> hashes = new HashSet<>();
    private int droppedBits;
    private boolean repeated;

    void add(String value) {
        long hash = hash(value);
        if (keeps(hash)) {
            repeated |= !hashes.add(hash);
            if (hashes.size() > CAPACITY) {
                droppedBits++;
                hashes.removeIf(h -> !keeps(h));
            }
        }
    }

    private boolean keeps(long hash) {
        return droppedBits == 0 || hash >>> (Long.SIZE - droppedBits) == 0;
    }

    /** Estimate of the number of distinct values. */
    long distinct() {
        return (long) hashes.size() << droppedBits;
    }

    /** No value that the sketch held came twice. */
    boolean isUnique() {
        return !repeated;
    }

    /** Every value of this sketch that the other one would have kept is there. */
    boolean isContainedIn(ValueSketch other) {
        return hashes.stream().filter(other::keeps).allMatch(other.hashes::contains);
    }

    /** Estimate of the share of values that the other one has, too; 0 without a value to compare. */
    double shareIn(ValueSketch other) {
        List<Long> compared = hashes.stream().filter(other::keeps).toList();
        long found = compared.stream().filter(other.hashes::contains).count();
        return compared.isEmpty() ? 0 : (double) found / compared.size();
    }

    private static long hash(String value) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            h = (h ^ value.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
