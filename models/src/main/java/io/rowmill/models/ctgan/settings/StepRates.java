package io.rowmill.models.ctgan.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the updates of one step go: functions of the number of updates before, so that a resumed job needs nothing else.
 *
 * @param critic one per update
 * @param averageShare weight of the generator's new values in their moving average
 */
public record StepRates(List<Adam> critic, Adam generator, double averageShare) {
    private static final double AVERAGE_DECAY = 0.999;

    /** What learning rates are multiplied by. */
    public record Factors(double critic, double generator) {
        public static final Factors ONE = new Factors(1, 1);
    }

    public static StepRates of(CtganSettings settings, long step, Factors factors) {
        List<Adam> critic = new ArrayList<>();
        for (long k = 1; k <= settings.discriminatorSteps(); k++) {
            critic.add(
                    Adam.of(settings.discriminatorLr() * factors.critic(), step * settings.discriminatorSteps() + k));
        }
        return new StepRates(
                critic, Adam.of(settings.generatorLr() * factors.generator(), step + 1), 1 - averageKeep(step + 1));
    }

    /** Early updates weigh more, so that the start is forgotten. */
    private static double averageKeep(long update) {
        return Math.min(AVERAGE_DECAY, (1.0 + update) / (10.0 + update));
    }

    /**
     * Adam (Kingma and Ba, arXiv 1412.6980) with bias correction drawn into rate and epsilon.
     *
     * @param rate factor of first moment / (root of second moment + epsilon)
     */
    public record Adam(double rate, double epsilon) {
        public static final double BETA1 = 0.5;
        public static final double BETA2 = 0.9;
        private static final double EPSILON = 1e-8;

        /** @param update ordinal from 1 */
        public static Adam of(double learningRate, long update) {
            double correction1 = 1 - StrictMath.pow(BETA1, update);
            double correction2 = StrictMath.sqrt(1 - StrictMath.pow(BETA2, update));
            return new Adam(learningRate * correction2 / correction1, EPSILON * correction2);
        }
    }
}
