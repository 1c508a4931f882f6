package io.rowmill.models.ctgan;

import ai.djl.Device;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.HalfPrecisionProbe;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.network.NetworkSize;
import io.rowmill.models.ctgan.settings.CtganSettings;
import io.rowmill.models.ctgan.step.AutogradStep;
import io.rowmill.models.ctgan.step.ScriptStep;
import io.rowmill.models.ctgan.step.TrainingStep;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine {@code ctgan}. Any number of jobs train side by side, each on its own thread. */
public final class CtganEngine implements SynthesizerEngine {
    private static final Logger LOG = LoggerFactory.getLogger(CtganEngine.class);

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
        try (TrainingStep updates = backend(job)) {
            return new CtganTrainer(job, updates, listener, false).train(checkpoint);
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
        TensorFile<WeightsHeader> base = TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, earlier);
        TrainingJob job =
                new TrainingJob(input, settings, Optional.of(base.header().asEarlier()));
        WeightsHeader.of(job).differenceFrom(base.header()).ifPresent(difference -> {
            throw FailureException.rejected(
                    "base-does-not-fit",
                    "Training of " + job.name() + " can't start from the base model: " + difference
                            + " Leave the base model out, or train with the columns and sizes that it has.");
        });
        Torch.prepareThread();
        try (TrainingStep updates = backend(job)) {
            updates.state().startFrom(base.tensors());
            return new CtganTrainer(job, updates, listener, true).train(checkpoint);
        }
    }

    private static TrainingStep backend(TrainingJob job) {
        CtganSettings settings = job.settings();
        NetworkSize.require(job.shape(), settings);
        Device device = Torch.device(settings.device());
        return switch (settings.backend()) {
            case SCRIPT ->
                new ScriptStep(job.shape(), settings, job.seed(), device, isHalf(settings.precision(), device));
            case AUTOGRAD -> new AutogradStep(job.shape(), settings, job.seed(), device);
        };
    }

    private static boolean isHalf(CtganSettings.Precision precision, Device device) {
        if (precision == CtganSettings.Precision.FLOAT32) {
            return false;
        }
        boolean pays = HalfPrecisionProbe.pays(device);
        if (!pays) {
            LOG.warn("precision=BFLOAT16 is not faster on this processor: training uses FLOAT32");
        }
        return pays;
    }

    @Override
    public Synthesizer load(InputStream weights) throws IOException {
        return CtganSynthesizer.load(weights);
    }
}
