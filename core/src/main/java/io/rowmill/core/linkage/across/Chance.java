package io.rowmill.core.linkage.across;

import java.util.Arrays;

/** How often something would hold if the two columns had nothing to do with each other: each cell of one with each of the other. */
final class Chance {
    private Chance() {}

    /**
     * Share of all pairs.
     *
     * @param own at least one value, no nulls
     * @param parent as many; sorted in place, like {@code own}
     */
    static double of(AcrossRule.Kind kind, long[] own, long[] parent) {
        Arrays.sort(own);
        Arrays.sort(parent);
        double pairs = 0;
        int below = 0;
        int upTo = 0;
        for (long value : own) {
            while (below < parent.length && parent[below] < value) {
                below++;
            }
            while (upTo < parent.length && parent[upTo] <= value) {
                upTo++;
            }
            pairs += switch (kind) {
                case AT_LEAST -> upTo;
                case AT_MOST -> parent.length - below;
                default -> upTo - below;
            };
        }
        return pairs / own.length / parent.length;
    }

    /**
     * Logarithm of a bound on the probability that at least this share of independent rows does what each does by chance:
     * Chernoff, {@code -n KL(share, chance)}.
     */
    static double logOfCoincidence(double share, double chance, long rows) {
        if (share <= chance) {
            return 0;
        }
        return -rows * (term(share, chance) + term(1 - share, 1 - chance));
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }
}
