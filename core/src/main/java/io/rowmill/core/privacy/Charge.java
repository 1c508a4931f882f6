package io.rowmill.core.privacy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one use of real rows costs.
 *
 * @param stage that asks, as in {@code standIn} or {@code training}
 * @param name of the question or the training job, unique within a run
 * @param rho of answers with Gaussian noise (concentrated differential privacy); 0: none
 * @param delta with which an answer may tell that a value exists that one unit alone has; 0: none
 * @param training steps that read real rows; null: none
 */
public record Charge(
        String stage,
        String name,
        double rho,
        double delta,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Training training) {
    /**
     * Steps of a training.
     *
     * @param rate probability with which a step takes a unit
     * @param multiplier deviation of the noise by what one unit says at most
     * @param steps all of them
     */
    public record Training(double rate, double multiplier, long steps) {}

    public Charge {
        Objects.requireNonNull(stage);
        Objects.requireNonNull(name);
        if (!(rho >= 0 && delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("a charge of rho " + rho + " and delta " + delta);
        }
    }

    /** Of an answer with Gaussian noise. */
    public static Charge ofAnswer(String stage, String name, double rho, double delta) {
        return new Charge(stage, name, rho, delta, null);
    }

    public static Charge ofTraining(String stage, String name, Training training) {
        return new Charge(stage, name, 0, 0, training);
    }

    /** What it tells of one unit at most, apart from {@link #delta}. */
    @JsonIgnore
    public RenyiCurve cost() {
        RenyiCurve answered = new Mechanism.Concentrated(rho).cost();
        return training == null
                ? answered
                : answered.plus(
                        new Mechanism.SampledGaussian(training.rate, training.multiplier, training.steps).cost());
    }
}
