package io.rowmill.models.argn;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.transform.Encoding;
import io.rowmill.models.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine {@code argn}. Any number of jobs train side by side, each on its own thread. */
public final class ArgnEngine implements SynthesizerEngine {
    @Override
    public String name() {
        return "argn";
    }

    @Override
    public List<SettingDescriptor> settings() {
        return ArgnSettings.DESCRIPTORS;
    }

    @Override
    public Map<String, String> multiples() {
        return Map.of();
    }

    @Override
    public Encoding encoding() {
        return Encoding.CATEGORICAL;
    }

    @Override
    public boolean learnsPrivately() {
        return true;
    }

    @Override
    public boolean takesConditions() {
        return true;
    }

    @Override
    public Trained train(
            TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException {
        Torch.prepareThread();
        if (input.privacy().isPresent()) {
            try (PrivateTrainer trainer =
                    new PrivateTrainer(input, input.privacy().get(), settings, listener)) {
                return trainer.train(checkpoint);
            }
        }
        try (ArgnTrainer trainer = new ArgnTrainer(input, settings, listener)) {
            return trainer.train(checkpoint);
        }
    }

    @Override
    public Trained trainFrom(
            InputStream earlier,
            TrainingInput input,
            Settings settings,
            Optional<InputStream> checkpoint,
            TrainingListener listener)
            throws IOException {
        if (input.privacy().isPresent()) {
            throw FailureException.rejected(
                    "no-private-warm-start",
                    "Table " + input.name() + " can't start from an earlier model under epsilon: leave warmStart out.");
        }
        Torch.prepareThread();
        try (ArgnTrainer trainer = new ArgnTrainer(input, settings, listener)) {
            trainer.startFrom(earlier);
            return trainer.train(checkpoint);
        }
    }

    @Override
    public Synthesizer load(InputStream weights) throws IOException {
        return ArgnSynthesizer.load(weights);
    }
}
