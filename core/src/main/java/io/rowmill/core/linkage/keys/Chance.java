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

    /** @param repeats expected number of pairs of rows that have the same keys by chance, if there are none */
    static boolean isImprobable(double repeats, long tried) {
        return repeats >= Math.log(tried / LEVEL);
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
