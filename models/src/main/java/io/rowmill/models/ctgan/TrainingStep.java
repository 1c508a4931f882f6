package io.rowmill.models.ctgan;

/**
 * The two networks, their optimizers and how a batch updates them: the critic as often as the batch has contrasts, then the
 * generator once.
 */
interface TrainingStep extends AutoCloseable {
    /** @param step number of steps made before this one */
    Losses update(long step, StepBatch batch);

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
        boolean isFinite() {
            return Double.isFinite(wasserstein + gradientPenalty + adversarial + crossEntropy);
        }
    }
}
