package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;

/**
 * Random numbers of one column by row ordinal, so that a row decodes alike in whichever chunk it is made.
 *
 * @param seed of the column
 * @param firstOrdinal ordinal of row 0
 */
record RowDraws(Seed seed, long firstOrdinal) {
    private static final double RESOLUTION = 0x1p-52;

    /** @return in [0, 1], both included */
    double unit(int row) {
        return (seed.derive(firstOrdinal + row).value() >>> 12) * RESOLUTION;
    }
}
