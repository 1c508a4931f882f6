package io.rowmill.core.transform;

/**
 * One Gaussian of a mixture.
 *
 * @param std 0 for a single value that occurs often
 * @param weight share of the rows, in (0, 1]
 */
record Mode(double mean, double std, double weight) {
    Mode {
        if (!Double.isFinite(mean) || !(std >= 0) || !Double.isFinite(std) || !(weight > 0)) {
            throw new IllegalArgumentException("not a mode: mean " + mean + ", std " + std + ", weight " + weight);
        }
    }
}
