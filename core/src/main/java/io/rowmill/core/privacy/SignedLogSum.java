package io.rowmill.core.privacy;

/** A sum of numbers too large or small for a double, given by sign and logarithm. */
final class SignedLogSum {
    private double positive = Double.NEGATIVE_INFINITY;
    private double negative = Double.NEGATIVE_INFINITY;

    void add(boolean isPositive, double log) {
        if (isPositive) {
            positive = logAdd(positive, log);
        } else {
            negative = logAdd(negative, log);
        }
    }

    /** @return the logarithm of the sum; minus infinity if it is 0 or less */
    double log() {
        if (positive <= negative) {
            return Double.NEGATIVE_INFINITY;
        }
        return positive + Math.log1p(-Math.exp(negative - positive));
    }

    private static double logAdd(double a, double b) {
        double most = Math.max(a, b);
        return most == Double.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(Math.min(a, b) - most));
    }
}
