package io.rowmill.core.synthesizer;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a running job reports and asks. Called on the training thread, so implementations must return quickly. */
public interface TrainingListener {
    TrainingListener SILENT = progress -> {};

    void onProgress(Progress progress);

    /** @return true: stop at the next step with {@link TrainingCancelledException} */
    default boolean cancelled() {
        return false;
    }

    /** Called every {@code checkpointInterval}; the state is only serialized when the supplier is called. */
    default void onCheckpoint(CheckpointWriter writer) {}

    /**
     * The current quality of sampled rows, from 0 to 1. Engines that keep the best weights or stop early ask for it every few
     * epochs. An engine only knows encoded rows, so the listener decodes and compares them.
     *
     * @param current the synthesizer so far; the caller closes it
     * @return empty if the quality is not measured
     */
    default OptionalDouble quality(Synthesizer current) throws IOException {
        return OptionalDouble.empty();
    }

    /** Writes the state of a job to the caller's stream. */
    interface CheckpointWriter {
        void writeTo(java.io.OutputStream out) throws java.io.IOException;
    }

    /**
     * @param epoch finished epochs
     * @param losses by name, means over the epoch
     * @param rowsPerSecond rows seen per second of this epoch
     * @param secondsLeft estimate for the rest of the job, if it isn't stopped early
     * @param quality result of {@link #quality} after this epoch; null if the engine didn't ask
     */
    record Progress(
            int epoch,
            int epochs,
            Map<String, Double> losses,
            double rowsPerSecond,
            double secondsLeft,
            @Nullable Double quality) {}
}
