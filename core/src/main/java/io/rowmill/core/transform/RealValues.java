package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rowmill.core.random.Seed;
import java.util.Objects;

/**
 * A Bloom filter of a column's real values (Bloom, 1970): tells for certain that a made-up value is none of them,
 * without holding them. A power of two of bits, at most 2 MiB: beyond, false alarms become more frequent.
 *
 * @param salt start of the hash
 * @param fewerHashes how many of the usual seven bits per value are not set, because the filter is crowded
 */
record RealValues(
        long salt, @JsonProperty("bits") byte[] bits, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fewerHashes) {
    private static final int MOST_HASHES = 7;

    private static final int BITS_PER_VALUE = 10;
    private static final long MIN_BITS = 64;
    private static final long MAX_BITS = 1L << 24;

    RealValues {
        Objects.requireNonNull(bits);
        if (Integer.bitCount(bits.length) != 1) {
            throw new IllegalArgumentException("a filter of " + bits.length + " bytes");
        }
        if (fewerHashes < 0 || fewerHashes >= MOST_HASHES) {
            throw new IllegalArgumentException(fewerHashes + " fewer hashes than " + MOST_HASHES);
        }
    }

    /** An empty filter with room for so many values. */
    static RealValues empty(long values, Seed salt) {
        long wanted = Math.max(MIN_BITS, Math.min(MAX_BITS, BITS_PER_VALUE * Math.min(values, MAX_BITS)));
        long size = Long.highestOneBit(wanted - 1) << 1;
        return new RealValues(salt.value(), new byte[(int) (size / Byte.SIZE)], MOST_HASHES - hashes(size, values));
    }

    /** As many as give fewest false alarms: bits per value times ln 2. */
    private static int hashes(long bits, long values) {
        long best = Math.round(Math.log(2) * bits / Math.max(1, values));
        return (int) Math.max(1, Math.min(MOST_HASHES, best));
    }

    void add(String value) {
        long hash = hash(value);
        for (int i = 0; i < MOST_HASHES - fewerHashes; i++) {
            int bit = bit(hash, i);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    /** @return false: certainly none of the real values; true: one of them, or a false alarm: once in a hundred times while there is room */
    boolean mayContain(String value) {
        long hash = hash(value);
        for (int i = 0; i < MOST_HASHES - fewerHashes; i++) {
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
        return new RealValues(salt, compact, fewerHashes);
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
