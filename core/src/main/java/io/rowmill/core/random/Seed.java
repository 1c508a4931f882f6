package io.rowmill.core.random;

import java.util.SplittableRandom;

/**
 * A seed and the path that led to it. Every random choice of rowmill comes from a seed derived from the request's seed,
 * stable names (tables, columns) and ordinals, never from ids, digests or time, so that equal requests give equal rows.
 */
public record Seed(long value) {

    /** Child seed for a name; FNV-1a over its UTF-16 units, then the SplitMix64 finalizer. */
    public Seed derive(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new Seed(mix(value ^ mix(hash)));
    }

    /** Child seed for an ordinal. */
    public Seed derive(long ordinal) {
        return new Seed(mix(value + 0x9e3779b97f4a7c15L * (ordinal + 1)));
    }

    /** A fresh generator; each call gives the same sequence again. */
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
