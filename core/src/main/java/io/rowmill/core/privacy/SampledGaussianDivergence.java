package io.rowmill.core.privacy;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The Rényi divergence of one step that takes units with a probability and adds Gaussian noise.
 *
 * <p>Source: Mironov, Talwar and Zhang, arXiv 1908.10530, section 3.3. Binomial coefficients of fractional orders keep their
 * signs, as the integral has them. Taking them without is an upper bound.
 */
final class SampledGaussianDivergence {
    /** Terms this far below the sum, in nats, don't change it. */
    private static final double NEGLIGIBLE = 36;

    private static final int MOST_TERMS = 10_000;

    private SampledGaussianDivergence() {}

    /** @return in nats */
    static double of(double rate, double multiplier, double order) {
        if (rate == 0) {
            return 0;
        }
        if (multiplier == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (rate == 1) {
            return order / (2 * multiplier * multiplier);
        }
        double logMoment = order == Math.rint(order)
                ? ofWhole(rate, multiplier, (int) order)
                : ofFraction(rate, multiplier, order);
        return Math.max(0, logMoment / (order - 1));
    }

    private static double ofWhole(double rate, double multiplier, int order) {
        SignedLogSum sum = new SignedLogSum();
        for (int k = 0; k <= order; k++) {
            double binomial = LogGamma.value(order + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(order - k + 1.0);
            double square = ((double) k * k - k) / (2 * multiplier * multiplier);
            sum.add(true, binomial + k * Math.log(rate) + (order - k) * Math.log1p(-rate) + square);
        }
        return sum.log();
    }

    private static double ofFraction(double rate, double multiplier, double order) {
        double variance = multiplier * multiplier;
        double middle = variance * Math.log(1 / rate - 1) + 0.5;
        double width = Math.sqrt(2) * multiplier;
        SignedLogSum sum = new SignedLogSum();
        double logBinomial = 0;
        boolean positive = true;
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < MOST_TERMS; i++) {
            double j = order - i;
            double low = logBinomial
                    + i * Math.log(rate)
                    + j * Math.log1p(-rate)
                    + ((double) i * i - i) / (2 * variance)
                    + logHalfErfc((i - middle) / width);
            double high = logBinomial
                    + j * Math.log(rate)
                    + i * Math.log1p(-rate)
                    + (j * j - j) / (2 * variance)
                    + logHalfErfc((middle - j) / width);
            sum.add(positive, low);
            sum.add(positive, high);
            double largest = Math.max(low, high);
            if (i > order && largest < before && largest < sum.log() - NEGLIGIBLE) {
                return sum.log();
            }
            before = largest;
            // From one coefficient to the next: times (order - i) / (i + 1), which is negative beyond the order.
            positive = (j > 0) == positive;
            logBinomial += Math.log(Math.abs(j)) - Math.log(i + 1.0);
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double logHalfErfc(double x) {
        double logErfc = x > 0 ? Math.log(Erfcx.value(x)) - x * x : Math.log(2 - Erfcx.value(-x) * Math.exp(-x * x));
        return logErfc - Math.log(2);
    }
}
