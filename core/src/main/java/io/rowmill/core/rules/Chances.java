package io.rowmill.core.rules;

import io.rowmill.core.random.Seed;

/** A number from 0 to 1 per row, which depends on the row's ordinal alone. */
record Chances(Seed seed, long firstOrdinal) {
    private static final double FULL = 0x1p64;

    double of(int row) {
        return (seed.derive(firstOrdinal + row).value() - (double) Long.MIN_VALUE) / FULL;
    }
}
