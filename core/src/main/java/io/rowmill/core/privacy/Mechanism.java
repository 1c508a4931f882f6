package io.rowmill.core.privacy;

/** How an answer is made private. Each says what it costs. */
public sealed interface Mechanism {
    /** @return the cost at these orders, each above 1 */
    RenyiCurve cost(double[] orders);

    /** The cost at the standard orders. */
    default RenyiCurve cost() {
        return cost(Orders.standard());
    }

    /**
     * Gaussian noise on all numbers of an answer.
     *
     * @param multiplier deviation of the noise by the answer's sensitivity in L2; above 0
     */
    record Gaussian(double multiplier) implements Mechanism {
        public Gaussian {
            requirePositive(multiplier, "noise multiplier");
        }

        @Override
        public RenyiCurve cost(double[] orders) {
            return RenyiCurve.of(orders, order -> order / (2 * multiplier * multiplier));
        }
    }

    /**
     * An answer with concentrated differential privacy.
     *
     * @param rho 0 or more
     */
    record Concentrated(double rho) implements Mechanism {
        @Override
        public RenyiCurve cost(double[] orders) {
            return RenyiCurve.of(orders, order -> order * rho);
        }
    }

    /**
     * An answer with pure differential privacy, as of the exponential mechanism.
     *
     * @param epsilon 0 or more
     */
    record Pure(double epsilon) implements Mechanism {
        @Override
        public RenyiCurve cost(double[] orders) {
            return RenyiCurve.of(orders, order -> Math.min(order * epsilon * epsilon / 2, epsilon));
        }
    }

    /**
     * Steps of a training. Each takes every unit with the same probability, independently of others, and adds Gaussian noise
     * to the sum of what the taken ones say.
     *
     * @param rate probability that a unit is taken, 0 to 1
     * @param multiplier deviation of the noise by what one unit says at most; 0 or more
     * @param steps all that read real rows, those without a unit included
     */
    record SampledGaussian(double rate, double multiplier, long steps) implements Mechanism {
        public SampledGaussian {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("A sampling rate is in 0 to 1, not " + rate + ".");
            }
        }

        @Override
        public RenyiCurve cost(double[] orders) {
            return RenyiCurve.of(orders, order -> SampledGaussianDivergence.of(rate, multiplier, order))
                    .times(steps);
        }
    }

    private static void requirePositive(double value, String what) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("A " + what + " is above 0, not " + value + ".");
        }
    }
}
