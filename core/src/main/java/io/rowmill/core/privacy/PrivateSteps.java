package io.rowmill.core.privacy;

/**
 * How a training reads real rows: each step takes every unit with the same probability, and adds noise to the sum of their gradients.
 *
 * @param units noised number of units
 * @param rate probability with which a step takes a unit, above 0 and at most 1
 * @param clip what one unit's gradient has at most, in L2; with parts, the mean gradient of one
 * @param multiplier deviation of the noise by {@code clip}
 * @param steps of the whole training
 * @param microBatches parts that the units of a step are dealt to, each of which is limited as a whole; 0: each unit is limited
 */
public record PrivateSteps(double units, double rate, double clip, double multiplier, int steps, int microBatches) {
    public PrivateSteps {
        if (!(units > 0 && rate > 0 && rate <= 1 && clip > 0 && multiplier > 0 && steps > 0 && microBatches >= 0)) {
            throw new IllegalArgumentException("a private training needs units, a rate, a clip, noise and steps");
        }
    }

    /** Each unit limited. */
    public PrivateSteps(double units, double rate, double clip, double multiplier, int steps) {
        this(units, rate, clip, multiplier, steps, 0);
    }

    /** What the whole training costs. */
    public Mechanism.SampledGaussian mechanism() {
        return new Mechanism.SampledGaussian(rate, multiplier / sensitivity(), steps);
    }

    /** What one unit more changes the sum by at most, by {@code clip}: it can turn what a part says to its opposite. */
    private int sensitivity() {
        return microBatches > 0 ? 2 : 1;
    }

    /** Units that a step takes on average. */
    public double expected() {
        return rate * units;
    }
}
