package io.rowmill.models.argn;

import java.util.stream.IntStream;

/**
 * What a single run tells about its own privacy: canaries of which a fair coin included half, and guesses which these were.
 *
 * <p>Source: Steinke, Nasr and Jagielski, <i>Privacy auditing with one (1) training run</i>, arXiv 2305.08846, theorem 5.2.
 *
 * @param canaries of the run
 * @param guesses about the clearest ones, half of them "included"
 * @param right how many guesses were
 */
record OneRunAudit(int canaries, int guesses, int right) {
    private static final double DOUBT = 0.05;
    private static final int HALVINGS = 60;
    private static final double MOST = 20;

    /** @return the least epsilon that such guesses leave possible, with 95 % confidence */
    double lowerBound(double delta) {
        double low = 0;
        double high = MOST;
        if (probability(low, delta) > DOUBT) {
            return 0;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (probability(middle, delta) <= DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Of so many right guesses or more under a guarantee, at most. */
    private double probability(double epsilon, double delta) {
        double[] exactly = binomial(1 / (1 + Math.exp(-epsilon)));
        double tail = IntStream.rangeClosed(right, guesses)
                .mapToDouble(k -> exactly[k])
                .sum();
        double most = 0;
        double below = 0;
        for (int i = 1; i <= right; i++) {
            below += exactly[right - i];
            most = Math.max(most, below / i);
        }
        return tail + 2 * canaries * delta * most;
    }

    private double[] binomial(double chance) {
        double[] out = new double[guesses + 1];
        double log = guesses * Math.log1p(-chance);
        for (int k = 0; k <= guesses; k++) {
            out[k] = Math.exp(log);
            log += Math.log(guesses - k) - Math.log(k + 1) + Math.log(chance) - Math.log1p(-chance);
        }
        return out;
    }
}
