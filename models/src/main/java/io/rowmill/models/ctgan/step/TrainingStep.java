package io.rowmill.models.ctgan.step;

import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.settings.StepRates;
import java.util.stream.DoubleStream;

/**
 * The two networks, their optimizers and how a batch updates them: the critic as often as the batch has contrasts, then the
 * generator once.
 */
public interface TrainingStep extends AutoCloseable {
    /**
     * @param step number of steps made before this one
     * @param factors of the learning rates that the settings give
     */
    Losses update(long step, StepBatch batch, StepRates.Factors factors);

    /** With the learning rates of the settings. */
    default Losses update(long step, StepBatch batch) {
        return update(step, batch, StepRates.Factors.ONE);
    }

    TrainingState state();

    @Override
    void close();

    /**
     * @param wasserstein mean score of fakes minus mean score of real rows, mean over the critic's updates
     * @param gradientPenalty before its factor, mean over the critic's updates
     * @param adversarial minus the mean score of fakes
     * @param crossEntropy of the conditioned categories
     */
    record Losses(double wasserstein, double gradientPenalty, double adversarial, double crossEntropy) {
        private static final double EXPLODED = 1e7;

        boolean isFinite() {
            return Double.isFinite(wasserstein + gradientPenalty + adversarial + crossEntropy);
        }

        /** False: not a number, or so large that no later step mends it. */
        public boolean isSound() {
            return isFinite()
                    && DoubleStream.of(wasserstein, gradientPenalty, adversarial, crossEntropy)
                            .allMatch(loss -> Math.abs(loss) < EXPLODED);
        }
    }
}
