package io.rowmill.core.transform;

/**
 * The values of a continuous column that are no spikes.
 *
 * @param low smallest of them, on the numeric scale
 * @param high largest of them
 * @param modes so many of the column's modes, the first ones, are theirs; each mode that follows is a spike
 */
record UnspikedValues(double low, double high, int modes) {
    UnspikedValues {
        if (!(low <= high) || modes < 1) {
            throw new IllegalArgumentException(modes + " modes from " + low + " to " + high);
        }
    }
}
