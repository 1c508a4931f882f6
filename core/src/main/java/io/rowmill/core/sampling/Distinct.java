package io.rowmill.core.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws without repetition. */
final class Distinct {
    private Distinct() {}

    /**
     * The first steps of a Fisher-Yates shuffle of 0..size-1, of which only the moved places are kept.
     *
     * @param count at most {@code size}
     */
    static long[] draw(int count, long size, SplittableRandom random) {
        if (count > size) {
            throw new IllegalArgumentException("can't draw " + count + " of " + size);
        }
        Map<Long, Long> moved = new HashMap<>(2 * count);
        long[] drawn = new long[count];
        for (int i = 0; i < count; i++) {
            long place = i + random.nextLong(size - i);
            drawn[i] = moved.getOrDefault(place, place);
            moved.put(place, moved.getOrDefault((long) i, (long) i));
        }
        return drawn;
    }

    /**
     * A permutation of 0..size-1 that needs no memory: x to (a x + b) mod size with a and size coprime.
     *
     * @param size at most 2^31
     */
    static long permute(long position, long size, SplittableRandom random) {
        long shift = random.nextLong(size);
        long factor = size == 1 ? 1 : 1 + random.nextLong(size - 1);
        while (gcd(factor, size) != 1) {
            factor = factor % size + 1;
        }
        return (position * factor + shift) % size;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
