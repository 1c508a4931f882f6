package io.rowmill.core.privacy;

import java.util.function.DoubleFunction;

/** Finds how much noise, or which concentrated budget, gives a wanted guarantee. */
public final class Calibration {
    private static final int HALVINGS = 100;
    private static final double LEAST_MULTIPLIER = 1e-2;
    private static final double MOST_MULTIPLIER = 1e6;

    private Calibration() {}

    /**
     * The least noise that keeps a budget.
     *
     * @param spent what was answered before
     * @param byMultiplier the mechanism by its noise multiplier; more noise costs less
     * @return a multiplier whose guarantee isn't above epsilon, to the last digits of a double
     * @throws IllegalArgumentException if what was spent leaves nothing, or no noise is enough
     */
    public static double noiseMultiplier(
            double epsilon, double delta, RenyiCurve spent, DoubleFunction<Mechanism> byMultiplier) {
        return noiseMultiplier(
                epsilon,
                delta,
                multiplier -> spent.plus(byMultiplier.apply(multiplier).cost()));
    }

    /**
     * The least noise that keeps a budget.
     *
     * @param total the cost of everything by the noise multiplier; more noise costs less
     * @return as above
     * @throws IllegalArgumentException if no noise is enough
     */
    public static double noiseMultiplier(double epsilon, double delta, DoubleFunction<RenyiCurve> total) {
        double low = LEAST_MULTIPLIER;
        double high = MOST_MULTIPLIER;
        if (!keeps(epsilon, delta, total.apply(high))) {
            throw new IllegalArgumentException("No noise keeps epsilon " + epsilon + " with what was spent before.");
        }
        for (int i = 0; i < HALVINGS && high - low > Math.ulp(high); i++) {
            double middle = Math.sqrt(low * high);
            if (keeps(epsilon, delta, total.apply(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static boolean keeps(double epsilon, double delta, RenyiCurve total) {
        return total.epsilon(delta).epsilon() <= epsilon;
    }

    /**
     * Like {@link #rho}, as far as curves at the standard orders show it: what is added up at these never exceeds epsilon.
     *
     * @return 0: they show nothing for so small an epsilon
     */
    public static double rhoOfCurves(double epsilon, double delta) {
        double low = 0;
        double high = epsilon + 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (new Mechanism.Concentrated(middle).cost().epsilon(delta).epsilon() <= epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The concentrated budget whose guarantee is epsilon with delta.
     *
     * <p>Source: Canonne, Kamath and Steinke, arXiv 2004.00010, proposition 12, at the best order of all above 1.
     */
    public static double rho(double epsilon, double delta) {
        double low = 0;
        double high = epsilon + 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (delta(middle, epsilon) <= delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** @return the delta that holds with epsilon for rho */
    private static double delta(double rho, double epsilon) {
        if (rho == 0) {
            return 0;
        }
        double low = 1.01;
        double high = (epsilon + 1) / (2 * rho) + 2;
        for (int i = 0; i < HALVINGS; i++) {
            double order = (low + high) / 2;
            double slope = (2 * order - 1) * rho - epsilon + Math.log1p(-1 / order);
            if (slope < 0) {
                low = order;
            } else {
                high = order;
            }
        }
        double order = high;
        double log = (order - 1) * (order * rho - epsilon + Math.log1p(-1 / order)) - Math.log(order);
        return Math.min(1, Math.exp(log));
    }
}
