package io.rowmill.models.auto;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.transform.Encoding;
import io.rowmill.models.argn.ArgnEngine;
import io.rowmill.models.ctgan.CtganEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine {@code auto}. Tables are {@code argn}'s. With {@code trials}, those with too few rows for a likelihood on held-out ones
 * are learned by both engines, a minute or two of work, and the one whose rows are measured to be better is picked; where the second
 * one fails, the first.
 */
public final class AutoEngine implements SynthesizerEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AutoEngine.class);

    /** Of fewer rows a tenth says too little about when to stop. */
    static final int ENOUGH_ROWS = 1_000;

    /** A smaller gain in quality is none: both engines' rows vary by as much from seed to seed. */
    private static final double CLEAR_GAIN = 0.01;

    private final SynthesizerEngine likelihood;
    private final SynthesizerEngine adversary;

    public AutoEngine() {
        this(new ArgnEngine(), new CtganEngine());
    }

    AutoEngine(SynthesizerEngine likelihood, SynthesizerEngine adversary) {
        this.likelihood = likelihood;
        this.adversary = adversary;
    }

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public List<SettingDescriptor> settings() {
        return AutoSettings.DESCRIPTORS;
    }

    @Override
    public Map<String, String> multiples() {
        return Map.of();
    }

    /** What both can read. */
    @Override
    public Encoding encoding() {
        return Encoding.CATEGORICAL;
    }

    @Override
    public Trained train(
            TrainingInput input, Settings settings, Optional<InputStream> checkpoint, TrainingListener listener)
            throws IOException {
        int rows = input.content().rows();
        boolean trials = settings.flag(AutoSettings.TRIALS);
        if (!trials || rows >= ENOUGH_ROWS) {
            Trained trained = train(likelihood, input, settings, checkpoint, listener);
            return trained.by(
                    trials
                            ? pick(likelihood, rows + " rows are enough to learn a likelihood from")
                            : new Pick(likelihood.name(), Optional.empty()));
        }
        TrainingListener trial = new Trial(listener);
        Trained first = train(likelihood, input, settings, Optional.empty(), trial);
        OptionalDouble own = quality(likelihood, first, listener);
        if (own.isEmpty()) {
            return first.by(pick(likelihood, "validation is off, so nothing was compared"));
        }
        Trained second;
        try {
            second = train(adversary, input, settings, Optional.empty(), trial);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Transient) {
                throw e;
            }
            LOG.warn("{}: the trial of {} failed: {}", input.name(), adversary.name(), e.getMessage());
            return first.by(pick(likelihood, failed(rows, own.getAsDouble(), e.failure())));
        }
        OptionalDouble other = quality(adversary, second, listener);
        boolean better = other.isPresent() && other.getAsDouble() > own.getAsDouble() + CLEAR_GAIN;
        String measured = String.format(
                Locale.ROOT,
                "only %d rows, so both engines were tried: quality %.3f against %.3f of %s",
                rows,
                better ? other.getAsDouble() : own.getAsDouble(),
                better ? own.getAsDouble() : other.orElse(0),
                (better ? likelihood : adversary).name());
        return better ? second.by(pick(adversary, measured)) : first.by(pick(likelihood, measured));
    }

    private String failed(int rows, double quality, Failure failure) {
        return String.format(
                Locale.ROOT,
                "only %d rows, so both engines were tried: quality %.3f, and %s failed (%s)",
                rows,
                quality,
                adversary.name(),
                failure.code());
    }

    private static Pick pick(SynthesizerEngine engine, String reason) {
        return new Pick(engine.name(), Optional.of(engine.name() + ": " + reason));
    }

    private static Trained train(
            SynthesizerEngine engine,
            TrainingInput input,
            Settings settings,
            Optional<InputStream> checkpoint,
            TrainingListener listener)
            throws IOException {
        return engine.train(input, AutoSettings.forEngine(engine, settings), checkpoint, listener);
    }

    private static OptionalDouble quality(SynthesizerEngine engine, Trained trained, TrainingListener listener)
            throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(trained.weights()))) {
            return listener.quality(synthesizer);
        }
    }

    /** Of its own it has no weights: {@link Trained#pick} says whose they are. */
    @Override
    public Synthesizer load(InputStream weights) {
        throw FailureException.defect(
                "weights-of-another-engine",
                "Engine auto has no weights of its own: the engine that it picked reads them.");
    }

    /** A training of few rows, a minute or two: it has no checkpoint, which could not tell which engine's it is. */
    private record Trial(TrainingListener listener) implements TrainingListener {
        @Override
        public void onProgress(Progress progress) {
            listener.onProgress(progress);
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }

        @Override
        public OptionalDouble quality(Synthesizer current) throws IOException {
            return listener.quality(current);
        }
    }
}
