package io.rowmill.core.privacy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * What an answer tells about one unit at most: Rényi divergences by order. Curves of several answers add up.
 *
 * <p>Source of the conversions: Balle et al., arXiv 1905.09982, theorem 21; Canonne, Kamath and Steinke, arXiv 2004.00010,
 * proposition 12.
 */
public final class RenyiCurve {
    /** Divergences at orders this close to 1 tell nothing that a computer could add up. */
    private static final double LEAST_ORDER = 1.01;

    private final double[] orders;
    private final double[] divergences;

    private RenyiCurve(double[] orders, double[] divergences) {
        this.orders = orders;
        this.divergences = divergences;
    }

    /** @param epsilon a guarantee
     *  @param order where the curve gives it; at either end of the orders, others would give a better one */
    public record Guarantee(double epsilon, double order) {}

    /** @param divergence by order, in nats; 0 or more, may be infinite */
    public static RenyiCurve of(double[] orders, DoubleUnaryOperator divergence) {
        return new RenyiCurve(
                orders.clone(), Arrays.stream(orders).map(divergence).toArray());
    }

    /** The curve of an answer that reads nothing. */
    public static RenyiCurve none() {
        return of(Orders.standard(), order -> 0);
    }

    /** Both answers given, the second maybe chosen by the first. */
    public RenyiCurve plus(RenyiCurve other) {
        if (!Arrays.equals(orders, other.orders)) {
            throw new IllegalArgumentException("Curves of different orders don't add up.");
        }
        double[] sum = new double[orders.length];
        Arrays.setAll(sum, i -> divergences[i] + other.divergences[i]);
        return new RenyiCurve(orders, sum);
    }

    /** As many answers of this kind. */
    public RenyiCurve times(double answers) {
        return new RenyiCurve(
                orders,
                Arrays.stream(divergences).map(d -> d == 0 ? 0 : d * answers).toArray());
    }

    /** @param delta above 0, below 1
     *  @return the least epsilon that holds with delta */
    public Guarantee epsilon(double delta) {
        Guarantee best = new Guarantee(Double.POSITIVE_INFINITY, orders[orders.length - 1]);
        for (int i = 0; i < orders.length; i++) {
            double epsilon = epsilon(orders[i], divergences[i], delta);
            if (epsilon < best.epsilon()) {
                best = new Guarantee(epsilon, orders[i]);
            }
        }
        return best;
    }

    private static double epsilon(double order, double divergence, double delta) {
        if (order <= LEAST_ORDER) {
            return Double.POSITIVE_INFINITY;
        }
        if (delta * delta + Math.expm1(-divergence) > 0) {
            return 0;
        }
        double epsilon = divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
        return Math.max(0, epsilon);
    }

    /** @param epsilon 0 or more
     *  @return the least delta that holds with epsilon, at most 1 */
    public double delta(double epsilon) {
        double least = 0;
        for (int i = 0; i < orders.length; i++) {
            if (orders[i] > LEAST_ORDER) {
                double order = orders[i];
                least = Math.min(
                        least, (order - 1) * (divergences[i] - epsilon + Math.log1p(-1 / order)) - Math.log(order));
            }
        }
        return Math.exp(least);
    }

    /** @return the divergence at an order that the curve knows */
    public double at(double order) {
        int i = Arrays.binarySearch(orders, order);
        if (i < 0) {
            throw new IllegalArgumentException("The curve isn't known at order " + order + ".");
        }
        return divergences[i];
    }
}
