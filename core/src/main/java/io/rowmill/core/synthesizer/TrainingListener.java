package io.rowmill.core.synthesizer;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a job tells and asks while it runs. Called on the training thread; must return quickly. */
public interface TrainingListener {
    TrainingListener SILENT = progress -> {};

    void onProgress(Progress progress);

    /** @return true: stop at the next step with {@link TrainingCancelledException} */
    default boolean cancelled() {
        return false;
    }

    /** Called every {@code checkpointInterval}; the supplier renders the state only when it is called. */
    default void onCheckpoint(CheckpointWriter writer) {}

    /**
     * How good rows are that are sampled now, from 0 to 1: engines that keep the best weights or stop early ask for it every few
     * epochs. Engines know encoded rows only, so that whoever listens decodes and compares.
     *
     * @param current stays the caller's, who closes it
     * @return empty: nobody measures
     */
    default OptionalDouble quality(Synthesizer current) throws IOException {
        return OptionalDouble.empty();
    }

    /** State of a job as bytes, written to wherever the caller keeps checkpoints. */
    interface CheckpointWriter {
        void writeTo(java.io.OutputStream out) throws java.io.IOException;
    }

    /**
     * @param epoch finished epochs
     * @param losses by name, means over the epoch
     * @param rowsPerSecond rows seen per second of this epoch
     * @param secondsLeft estimate for the rest of the job, if it isn't stopped early
     * @param quality as {@link #quality} gave it after this epoch; null: it wasn't asked for
     */
    record Progress(
            int epoch,
            int epochs,
            Map<String, Double> losses,
            double rowsPerSecond,
            double secondsLeft,
            @Nullable Double quality) {
        public Progress(int epoch, int epochs, Map<String, Double> losses, double rowsPerSecond, double secondsLeft) {
            this(epoch, epochs, losses, rowsPerSecond, secondsLeft, null);
        }
    }
}
