package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;

/**
 * A pseudo-random permutation of [0, size): a balanced Feistel network over the next even number of bits, applied again
 * until the result is in range (Black and Rogaway, <em>Ciphers with Arbitrary Finite Domains</em>, 2002).
 */
final class IndexPermutation {
    private static final int ROUNDS = 4;

    private final long size;
    private final int halfBits;
    private final long halfMask;
    private final Seed seed;

    IndexPermutation(long size, Seed seed) {
        if (size < 1 || size > FakeSpace.MAX_SIZE) {
            throw new IllegalArgumentException("size " + size);
        }
        this.size = size;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        this.halfBits = Math.max(1, (bits + 1) / 2);
        this.halfMask = (1L << halfBits) - 1;
        this.seed = seed;
    }

    long apply(long index) {
        long out = index;
        do {
            out = encrypt(out);
        } while (out >= size);
        return out;
    }

    private long encrypt(long index) {
        long left = index >>> halfBits;
        long right = index & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (seed.derive(right * ROUNDS + round).value() & halfMask);
            left = right;
            right = mixed;
        }
        return (left << halfBits) | right;
    }
}
