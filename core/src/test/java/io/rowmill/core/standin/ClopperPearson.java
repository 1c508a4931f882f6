package io.rowmill.core.standin;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** What a probability is at least, or at most, after so many successes, each with a confidence of 97.5 %. */
final class ClopperPearson {
    private static final double DOUBT = 0.025;
    private static final double SQRT2 = Math.sqrt(2);
    private static final int HALVINGS = 60;

    private ClopperPearson() {}

    static double lower(int successes, int runs) {
        return successes == 0 ? 0 : root(p -> RegularizedBeta.value(p, successes, runs - successes + 1.0) - DOUBT);
    }

    static double upper(int successes, int runs) {
        return 1 - lower(runs - successes, runs);
    }

    /** The least epsilon with which an attack can be right and wrong so often, 0 or more. */
    static double epsilon(int right, int wrong, int runs, double delta) {
        return Math.max(0, Math.log(Math.max(0, lower(right, runs) - delta) / upper(wrong, runs)));
    }

    /** The least distance of two normal distributions, by their deviation, that can be told apart so often. */
    static double distance(int right, int wrong, int runs) {
        return quantile(lower(right, runs)) - quantile(upper(wrong, runs));
    }

    private static double quantile(double probability) {
        return -SQRT2 * InverseErfc.value(2 * probability);
    }

    /** @param rising from below 0 to above it, between 0 and 1 */
    private static double root(DoubleUnaryOperator rising) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
