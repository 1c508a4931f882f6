package io.rowmill.models.ctgan;

import java.util.Map;

/**
 * The two networks, their optimizers and how one batch updates them. {@link AutogradStep} is the readable implementation that
 * others are measured against.
 */
interface TrainingStep extends AutoCloseable {
    /** One update of the critic. */
    CriticLosses updateCritic(StepBatch.Contrast batch);

    /** One update of the generator. */
    GeneratorLosses updateGenerator(StepBatch.Fake batch);

    /**
     * Copies of the generator's averaged parameters and running statistics: what samples are made with.
     *
     * @param calibration batches by which the normalization layers learn the statistics of the averaged weights, which are not
     *     the average of the statistics (Izmailov et al., Averaging Weights Leads to Wider Optima, arXiv 1803.05407)
     */
    Map<String, TensorFile.Tensor> generator(Iterable<StepBatch.Fake> calibration);

    /** Copies of everything that later updates depend on: both networks, both optimizers. */
    Map<String, TensorFile.Tensor> state();

    /** Goes back to what {@link #state} gave after so many updates. */
    void restore(Map<String, TensorFile.Tensor> state, long criticUpdates, long generatorUpdates);

    @Override
    void close();

    /**
     * @param wasserstein mean score of fakes minus mean score of real rows
     * @param gradientPenalty before its factor
     */
    record CriticLosses(float wasserstein, float gradientPenalty) {}

    /**
     * @param adversarial minus the mean score of fakes
     * @param crossEntropy of the conditioned categories
     */
    record GeneratorLosses(float adversarial, float crossEntropy) {}
}
