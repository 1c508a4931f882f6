package io.rowmill.models.ctgan.step;

import ai.djl.ndarray.NDManager;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.network.Generator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training changes.
 *
 * @param generator shape of the generator; its values are not read
 * @param shape of the batches
 * @param averages of the generator's parameters and running statistics, named as these
 * @param all everything that later updates depend on: both networks, both optimizers, the averages
 */
public record TrainingState(
        NDManager manager, BatchShape shape, Generator generator, List<Parameter> averages, List<Parameter> all) {
    public TrainingState {
        averages = List.copyOf(averages);
        all = List.copyOf(all);
    }

    /** Copies of all values. */
    public Map<String, TensorFile.Tensor> tensors() {
        return copies(all);
    }

    /** Goes back to what {@link #tensors} gave. */
    public void restore(Map<String, TensorFile.Tensor> tensors) {
        all.forEach(p -> p.restore(tensors));
    }

    /** Takes over the generator's values from an earlier model; the critic and both optimizers stay new. */
    public void startFrom(Map<String, TensorFile.Tensor> weights) {
        for (Parameter parameter : all) {
            String name = parameter.name().replaceFirst("\\.average$", "");
            if (weights.containsKey(name)) {
                parameter.restore(Map.of(parameter.name(), weights.get(name)));
            }
        }
    }

    /**
     * Copies of the generator's averaged parameters and running statistics: what samples are made with.
     *
     * @param calibration batches by which the normalization layers learn the statistics of the averaged weights, which are not
     *     the average of the statistics (Izmailov et al., Averaging Weights Leads to Wider Optima, arXiv 1803.05407)
     */
    public Map<String, TensorFile.Tensor> averagedGenerator(Iterable<StepBatch.Fake> calibration) {
        try (NDManager copies = manager.newSubManager()) {
            Generator averaged = generator.copy(copies, copies(averages));
            for (StepBatch.Fake batch : calibration) {
                try (NDManager step = copies.newSubManager()) {
                    averaged.track(batch.generatorInput(shape, step));
                }
            }
            return copies(averaged.all());
        }
    }

    private static Map<String, TensorFile.Tensor> copies(List<Parameter> parameters) {
        Map<String, TensorFile.Tensor> out = new LinkedHashMap<>();
        parameters.forEach(p -> out.put(p.name(), p.copy()));
        return out;
    }
}
