package io.rowmill.core.synthesizer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.transform.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A way to learn a table, found by {@link java.util.ServiceLoader} and chosen by name in the request ({@code engine=ctgan}).
 *
 * <p>Threads: one instance serves all jobs of a process, several at a time; what belongs to a job stays in the call. The listener is
 * called by the thread that called {@link #train}.
 *
 * <p>Ownership: streams that are given are the caller's, who closes them. A
 * {@link Synthesizer} that is returned is the caller's to close. Input and settings aren't changed.
 *
 * <p>Nulls: none is given, and none may be returned.
 *
 * <p>Failures: {@link FailureException} with a sentence that holds no cell: Rejected where the user has to change something, Transient
 * where the same call may succeed later, Defect where nobody but a programmer can help. An {@link IOException} is about a stream that
 * was given and counts as Transient; whatever else is thrown counts as a Defect. A run that fails has no model.
 */
public interface SynthesizerEngine {
    /** The engine's name, as in the setting {@code engine}. */
    String name();

    /** The engine's own settings (the run's settings, such as {@code sampleSize}, are not among them). */
    List<SettingDescriptor> settings();

    /** Rules between settings: the setting named by the key must be a multiple of the one named by the value. */
    Map<String, String> multiples();

    /** Whether its synthesizers sample under {@link Conditions}. */
    default boolean takesConditions() {
        return false;
    }

    /** Whether it keeps to {@link TrainingInput#privacy}. No other engine is given rows that may not be read freely. */
    default boolean learnsPrivately() {
        return false;
    }

    /** The encoding of content that this engine needs. Context columns may have either, since another engine may learn their table. */
    default Encoding encoding() {
        return Encoding.NORMALIZED;
    }

    /**
     * Learns {@code input}.
     *
     * @param checkpoint state written by an earlier {@link TrainingListener.CheckpointWriter} of the same input and settings
     * @return the trained synthesizer's bytes (weights with their layout and format version) and figures about the training
     * @throws TrainingCancelledException if the listener asked for it
     * @throws FailureException (Rejected) if the settings don't fit the input, or it doesn't fit into memory
     * @throws IOException if {@code checkpoint} can't be read or the listener can't write one
     */
    Trained train(TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException;

    /**
     * Like {@link #train}, but starts from the weights that an earlier call returned for rows of the same layout.
     *
     * @param earlier weights, as {@link #load} reads them
     * @throws FailureException (Rejected) if they don't fit the input or the settings, or the engine can't do it
     */
    default Trained trainFrom(
            InputStream earlier,
            TrainingInput input,
            Settings settings,
            Optional<InputStream> checkpoint,
            TrainingListener listener)
            throws IOException {
        throw FailureException.rejected(
                "no-warm-start",
                "Engine " + name() + " can't start the training of " + input.name()
                        + " from an earlier model. Leave the base model out.");
    }

    /**
     * Reads what {@link #train} returned, unless another engine was picked: then that one does.
     *
     * @param weights read to the end, not closed
     * @return holds memory, perhaps of a device, until it is closed
     * @throws FailureException (Defect) if these aren't weights of this engine
     */
    Synthesizer load(InputStream weights) throws IOException;

    /** Why training ended. */
    enum Ending {
        /** After all epochs. */
        EPOCHS,
        /** The quality on validation rows no longer rose. */
        NO_IMPROVEMENT,
        /** At {@code maxTrainingTime}. */
        TIME_LIMIT
    }

    /**
     * The result of a training.
     *
     * @param weights a self-describing file, readable by {@link #load} of the engine that did the work
     * @param metrics figures for the manifest (epochs trained, best epoch, final losses, seconds)
     * @param warnings sentences for the manifest about problems that were overcome
     * @param pick the engine that did the work and whose weights these are; empty: this engine
     */
    record Trained(
            byte[] weights, Map<String, Double> metrics, Ending ending, List<String> warnings, Optional<Pick> pick) {
        public Trained {
            warnings = List.copyOf(warnings);
            Objects.requireNonNull(pick);
        }

        public Trained(byte[] weights, Map<String, Double> metrics, Ending ending, List<String> warnings) {
            this(weights, metrics, ending, warnings, Optional.empty());
        }

        public Trained(byte[] weights, Map<String, Double> metrics) {
            this(weights, metrics, Ending.EPOCHS, List.of());
        }

        /** The same result, attributed to another engine. */
        public Trained by(Pick other) {
            return new Trained(weights, metrics, ending, warnings, Optional.of(other));
        }
    }

    /** @param reason a sentence for the manifest; empty: there was nothing to decide */
    record Pick(String engine, Optional<String> reason) {}
}
