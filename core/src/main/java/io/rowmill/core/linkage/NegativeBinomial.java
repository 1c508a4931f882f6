package io.rowmill.core.linkage;

import io.rowmill.core.linkage.CardinalityTree.Leaf;
import java.util.TreeMap;

/**
 * The negative binomial distribution with the mean m and the variance v of some numbers of children: size r = m² / (v - m), and
 * p(k) = Γ(k + r) / (k! Γ(r)) · (r / (r + m))^r · (m / (r + m))^k. If v is at most m, it is Poisson's. Where every parent has some
 * children, what a parent has more than the least is distributed so.
 */
final class NegativeBinomial {
    /** Frequencies are whole numbers; each parent of the source counts as so many. */
    private static final double SCALE = 100_000;
    /** So little probability lies above the largest number. */
    private static final double REST = 1e-6;
    /** Size from which on the distribution is Poisson's as far as one can tell. */
    private static final double MOST_SIZE = 1e9;

    private NegativeBinomial() {}

    static Leaf smooth(Leaf leaf) {
        CountHistogram source = leaf.histogram();
        int least = source.counts()[0];
        double parents = source.parents();
        double mean = source.children() / parents - least;
        double squares = 0;
        for (int i = 0; i < source.counts().length; i++) {
            double more = source.counts()[i] - least;
            squares += source.frequencies()[i] * more * more;
        }
        double variance = squares / parents - mean * mean;
        if (mean <= 0) {
            return new Leaf(new CountHistogram(new int[] {least}, new long[] {Math.round(SCALE * parents)}));
        }
        double size = variance > mean ? Math.min(MOST_SIZE, mean * mean / (variance - mean)) : MOST_SIZE;
        TreeMap<Integer, Long> bars = new TreeMap<>();
        double logarithm = -size * StrictMath.log1p(mean / size);
        double share = mean / (size + mean);
        double above = 1;
        double due = 0;
        for (int k = 0; above > REST && k < Integer.MAX_VALUE - least; k++) {
            double probability = StrictMath.exp(logarithm);
            due += SCALE * parents * probability;
            long frequency = Math.round(due);
            if (frequency > 0) {
                bars.put(least + k, frequency);
                due -= frequency;
            }
            double ratio = (k + size) / (k + 1) * share;
            above = Math.min(above - probability, tail(probability, Math.max(ratio, share)));
            logarithm += StrictMath.log(ratio);
        }
        return new Leaf(CountHistogram.of(bars));
    }

    /**
     * So much probability follows a number at most. The sum of rounded probabilities alone may never reach 1.
     *
     * @param ratio of one number's probability to that of the number before, at most
     */
    private static double tail(double probability, double ratio) {
        return ratio < 1 ? probability * ratio / (1 - ratio) : 1;
    }
}
