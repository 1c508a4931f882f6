package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rowmill.core.random.Seed;
import java.util.Objects;

/**
 * A Bloom filter of a column's real values (Bloom, 1970): tells for certain that a made-up value is none of them,
 * without holding them. A power of two of bits, at most half of them set.
 *
 * @param salt start of the hash
 */
record RealValues(long salt, @JsonProperty("bits") byte[] bits) {
    private static final int HASHES = 7;
    private static final int BITS_PER_VALUE = 10;
    private static final long MIN_BITS = 64;
    private static final long MAX_BITS = 1L << 26;

    RealValues {
        Objects.requireNonNull(bits);
        if (Integer.bitCount(bits.length) != 1) {
            throw new IllegalArgumentException("a filter of " + bits.length + " bytes");
        }
    }

    /** An empty filter with room for so many values. */
    static RealValues empty(long values, Seed salt) {
        long wanted = Math.max(MIN_BITS, Math.min(MAX_BITS, BITS_PER_VALUE * Math.min(values, MAX_BITS)));
        long size = Long.highestOneBit(wanted - 1) << 1;
        return new RealValues(salt.value(), new byte[(int) (size / Byte.SIZE)]);
    }

    void add(String value) {
        long hash = hash(value);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    /** @return false: certainly none of the real values; true: one of them, or once in a hundred times a false alarm */
    boolean mayContain(String value) {
        long hash = hash(value);
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(hash, i);
            if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The same set in as few bits as a small rate of false alarms allows. */
    RealValues compacted() {
        byte[] compact = bits;
        while (compact.length > MIN_BITS / Byte.SIZE) {
            byte[] folded = fold(compact);
            if (setBits(folded) * 2 > (long) folded.length * Byte.SIZE) {
                break;
            }
            compact = folded;
        }
        return new RealValues(salt, compact);
    }

    private static byte[] fold(byte[] bits) {
        byte[] half = new byte[bits.length / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = (byte) (bits[i] | bits[i + half.length]);
        }
        return half;
    }

    private static long setBits(byte[] bits) {
        long count = 0;
        for (byte b : bits) {
            count += Integer.bitCount(b & 0xff);
        }
        return count;
    }

    private long hash(String value) {
        return new Seed(salt).derive(value).value();
    }

    /** Double hashing (Kirsch and Mitzenmacher, 2006); low bits, so that folding keeps them. */
    private int bit(long hash, int i) {
        long step = (hash >>> 32) | 1;
        return (int) ((hash + i * step) & ((long) bits.length * Byte.SIZE - 1));
    }
}
