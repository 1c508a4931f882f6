package io.rowmill.models.ctgan.batch;

/**
 * Inverse of the standard normal distribution function by bisection on the complementary error function's continued fraction
 * and series; slow and exact to float precision, used once to fill a table.
 */
final class NormalQuantile {
    private NormalQuantile() {}

    static double of(double p) {
        if (p > 0.5) {
            return -of(1 - p);
        }
        double low = -40;
        double high = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (lowerTail(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(Z &lt; x) for x &lt;= 0. */
    private static double lowerTail(double x) {
        double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
        if (x < -3) {
            double fraction = 0;
            for (int k = 60; k >= 1; k--) {
                fraction = k / (-x + fraction);
            }
            return density / (-x + fraction);
        }
        double term = -x;
        double sum = term;
        for (int k = 1; k < 80; k++) {
            term *= x * x / (2 * k + 1);
            sum += term;
        }
        return 0.5 - density * sum;
    }
}
