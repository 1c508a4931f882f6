package io.rowmill.models.ctgan;

import io.rowmill.core.synthesizer.SettingDescriptor;
import io.rowmill.core.synthesizer.Settings;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine {@code ctgan}. Any number of jobs train side by side, each on its own thread. */
public final class CtganEngine implements SynthesizerEngine {
    @Override
    public String name() {
        return "ctgan";
    }

    @Override
    public List<SettingDescriptor> settings() {
        return CtganSettings.DESCRIPTORS;
    }

    @Override
    public Map<String, String> multiples() {
        return CtganSettings.MULTIPLES;
    }

    @Override
    public Trained train(
            TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException {
        TrainingJob job = new TrainingJob(input, settings);
        Torch.prepareThread();
        try (TrainingStep updates = new ScriptStep(
                job.shape(),
                job.settings(),
                job.seed(),
                Torch.device(job.settings().device()))) {
            return new CtganTrainer(job, updates, listener).train(checkpoint);
        }
    }

    @Override
    public Synthesizer load(InputStream weights) throws IOException {
        return CtganSynthesizer.load(weights);
    }
}
