package io.rowmill.core.synthesizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to learn a table, found by {@link java.util.ServiceLoader} and chosen by name in the request ({@code engine=ctgan}). */
public interface SynthesizerEngine {
    /** As in the setting {@code engine}. */
    String name();

    /** The engine's own settings (the run's settings, such as {@code sampleSize}, are not among them). */
    List<SettingDescriptor> settings();

    /** Rules between settings: each key's value must be a multiple of its value's ({@code batchSize} of {@code pac}). */
    Map<String, String> multiples();

    /** Whether its synthesizers sample under {@link Conditions}. */
    default boolean takesConditions() {
        return false;
    }

    /** What the cells of a run are to be encoded as before this engine sees them. */
    default Encoding encoding() {
        return Encoding.NORMALIZED;
    }

    /**
     * Learns {@code input}.
     *
     * @param checkpoint state written by an earlier {@link TrainingListener.CheckpointWriter} of the same input and settings
     * @return the trained synthesizer's bytes (weights with their layout and format version) and figures about the training
     * @throws TrainingCancelledException if the listener asked for it
     */
    Trained train(TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException;

    /** Reads what {@link #train} returned. */
    Synthesizer load(InputStream weights) throws IOException;

    /**
     * @param weights a self-describing file, readable by {@link #load}
     * @param metrics figures for the manifest (epochs trained, final losses, seconds)
     */
    record Trained(byte[] weights, Map<String, Double> metrics) {}
}
