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

    /** So close and alike that a value can't tell which of them made it. */
    boolean isTwinOf(Mode other) {
        double narrow = Math.min(std, other.std);
        double wide = Math.max(std, other.std);
        return Math.abs(mean - other.mean) <= 0.25 * narrow && wide <= 1.25 * narrow;
    }

    /** The Gaussian of the same moments as both together. */
    Mode mergedWith(Mode other) {
        double sum = weight + other.weight;
        double share = other.weight / sum;
        double delta = other.mean - mean;
        double variance = (1 - share) * std * std + share * other.std * other.std + share * (1 - share) * delta * delta;
        return new Mode(mean + share * delta, Math.sqrt(variance), sum);
    }
}
