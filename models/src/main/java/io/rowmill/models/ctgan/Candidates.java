package io.rowmill.models.ctgan;

import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.step.TrainingState;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** What a model would be if training ended now. */
final class Candidates {
    private static final int CALIBRATION_BATCHES = 50;

    private final TrainingJob job;
    private final TrainingState state;
    private final StepBatch.Fake batch;

    /** @param batch is overwritten */
    Candidates(TrainingJob job, TrainingState state, StepBatch.Fake batch) {
        this.job = job;
        this.state = state;
        this.batch = batch;
    }

    /** @param quality empty: nobody measures */
    record Measured(Map<String, TensorFile.Tensor> weights, OptionalDouble quality) {}

    /** The averaged generator, calibrated by batches that no update sees. */
    Map<String, TensorFile.Tensor> weights() {
        long first = job.steps();
        return state.averagedGenerator(() -> LongStream.range(first, first + CALIBRATION_BATCHES)
                .mapToObj(this::fill)
                .iterator());
    }

    private StepBatch.Fake fill(long ordinal) {
        job.batches().fill(batch, ordinal);
        return batch;
    }

    Measured measure(TrainingListener listener) throws IOException {
        Map<String, TensorFile.Tensor> weights = weights();
        try (Synthesizer current = CtganSynthesizer.of(new TensorFile<>(WeightsHeader.of(job), weights))) {
            return new Measured(weights, listener.quality(current));
        }
    }
}
