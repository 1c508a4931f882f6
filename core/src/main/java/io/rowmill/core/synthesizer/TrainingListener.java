package io.rowmill.core.synthesizer;

import java.util.Map;

/** What a job tells while it runs. Called on the training thread; must return quickly. */
public interface TrainingListener {
    TrainingListener SILENT = progress -> {};

    void onProgress(Progress progress);

    /** @return true: stop at the next step with {@link TrainingCancelledException} */
    default boolean cancelled() {
        return false;
    }

    /** Called every {@code checkpointInterval}; the supplier renders the state only when it is called. */
    default void onCheckpoint(CheckpointWriter writer) {}

    /** State of a job as bytes, written to wherever the caller keeps checkpoints. */
    interface CheckpointWriter {
        void writeTo(java.io.OutputStream out) throws java.io.IOException;
    }

    /**
     * @param epoch finished epochs
     * @param losses by name, means over the epoch
     * @param rowsPerSecond rows seen per second of this epoch
     * @param secondsLeft estimate for the rest of the job
     */
    record Progress(int epoch, int epochs, Map<String, Double> losses, double rowsPerSecond, double secondsLeft) {}
}
