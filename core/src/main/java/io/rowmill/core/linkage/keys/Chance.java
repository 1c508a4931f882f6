package io.rowmill.core.linkage.keys;

/**
 * How surprising it would be that a rule holds in so many rows if keys were independent. By Chernoff's bound the probability is
 * at most exp(-n KL(r || p)) for n rows, the share r in which it holds and the share p in which it would by chance.
 */
final class Chance {
    static final int FEWEST_ROWS = 30;
    static final double NEARLY = 0.95;

    /** A rule that holds not much more often than by chance says nothing. */
    private static final double LEAST_GAIN = 0.05;

    /** Probability that anything is found in a database of independent keys. */
    private static final double LEVEL = 1e-4;

    private static final double SMALL = 1e-3;
    private static final double LARGE = 0.99;

    private Chance() {}

    /**
     * @param rate share of rows in which the rule holds
     * @param chance share in which it would hold if keys were independent
     * @param rows in which it says something
     * @param tried number of candidates among which it was found
     */
    static boolean isImprobable(double rate, double chance, long rows, long tried) {
        return rows >= FEWEST_ROWS
                && rate >= NEARLY
                && rate - chance >= LEAST_GAIN
                && rows * divergence(rate, chance) >= Math.log(tried / LEVEL);
    }

    /** @param surprise negative logarithm of the probability of what was found, if keys were independent */
    static boolean isImprobable(double surprise, long tried) {
        return surprise >= Math.log(tried / LEVEL);
    }

    /**
     * Negative logarithm of the probability that at most {@code most} of some rows are among others.
     *
     * @param share of the others among all
     */
    static double surpriseOfAtMost(int most, double rows, double share) {
        if (rows <= most) {
            return 0;
        }
        if (share > LARGE) {
            return rows;
        }
        double odds = share / (1 - share);
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= most; k++) {
            term *= odds * (rows - k + 1) / k;
            sum += term;
        }
        return rows * share < SMALL
                ? term * share * (rows - most) / (most + 1)
                : -rows * Math.log1p(-share) - Math.log(sum);
    }

    private static double divergence(double rate, double chance) {
        double other = rate == 1 ? 0 : (1 - rate) * Math.log((1 - rate) / (1 - chance));
        return rate * Math.log(rate / chance) + other;
    }

    /** A share that was counted in some of all pairs, never 0. */
    static double share(long hits, long pairs) {
        return (hits + 1.0) / (pairs + 1.0);
    }
}
