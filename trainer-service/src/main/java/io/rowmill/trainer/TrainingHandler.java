package io.rowmill.trainer;

import io.micrometer.core.instrument.Counter;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.privacy.RealData;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SynthesizerTrained;
import io.rowmill.schemas.TrainingRequested;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one training job: loads columns, trains, stores weights, measures and announces the result. It resumes from a
 * checkpoint if there is one.
 */
final class TrainingHandler implements JobHandler<TrainingRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingHandler.class);

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Engines engines;
    private final JobListener.Outlet progress;
    private final Path workDir;
    private final Counter epochs;

    TrainingHandler(
            Artifacts artifacts,
            Function<String, RunData> runData,
            Engines engines,
            JobListener.Outlet progress,
            Path workDir,
            Counter epochs) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.engines = engines;
        this.progress = progress;
        this.workDir = workDir;
        this.epochs = epochs;
    }

    @Override
    public void handle(TrainingRequested event, Job job) throws IOException {
        String key = ArtifactKeys.jobManifest(event.getRunId(), event.getTable(), event.getBatch());
        if (artifacts.find(key, SynthesizerManifest.class).isEmpty()) {
            SynthesizerManifest manifest = train(event, job);
            if (job.cancelled()) {
                return;
            }
            artifacts.createOnce(key, manifest, SynthesizerManifest.class);
        }
        job.publish(
                Topics.SYNTHESIZERS_TRAINED,
                event.getRunId(),
                new SynthesizerTrained(event.getRunId(), event.getTable(), event.getBatch(), event.getJobs(), key));
    }

    private SynthesizerManifest train(TrainingRequested event, Job job) throws IOException {
        try (JobDir dir = new JobDir(workDir, event.getRunId())) {
            JobData data =
                    new JobData(artifacts, runData.apply(event.getRunId()), JobSpecification.of(event), dir.path());
            TrainingInput input = data.trainingInput();
            LOG.info(
                    "training {} on {}",
                    input.name(),
                    input.privacy().isPresent()
                            ? "private rows"
                            : input.content().rows() + " rows");
            long start = System.nanoTime();
            SynthesizerEngine.Trained trained = learn(event, input, data, job);
            LOG.info("trained {} in {} s", input.name(), (System.nanoTime() - start) / 1_000_000_000L);
            return manifest(event, input, data, trained);
        }
    }

    private SynthesizerEngine.Trained learn(TrainingRequested event, TrainingInput input, JobData data, Job job)
            throws IOException {
        SynthesizerEngine engine = engines.byName(event.getEngine());
        if (input.privacy().isPresent() && !engine.learnsPrivately()) {
            throw FailureException.rejected(
                    "not-private",
                    "Engine " + event.getEngine() + " can't learn " + input.name() + " under epsilon: use argn.");
        }
        Optional<Validation> validation =
                data.validates() ? Optional.of(Validation.inTraining(input, data, seed(event))) : Optional.empty();
        JobListener listener = new JobListener(event, job, progress, artifacts.store(), epochs, validation);
        Settings settings = Settings.of(engine.settings(), event.getSettings());
        Optional<InputStream> checkpoint = listener.openCheckpoint();
        try {
            Optional<byte[]> earlier = data.earlierWeights();
            return earlier.isPresent()
                    ? engine.trainFrom(new ByteArrayInputStream(earlier.get()), input, settings, checkpoint, listener)
                    : engine.train(input, settings, checkpoint, listener);
        } finally {
            if (checkpoint.isPresent()) {
                checkpoint.get().close();
            }
        }
    }

    /** Of several attempts of a private job, the weights of one alone may ever leave the private zone: one was charged for. */
    private byte[] released(TrainingRequested event, TrainingInput input, SynthesizerEngine.Trained trained)
            throws IOException {
        return input.privacy().isPresent()
                ? new RealData(artifacts, event.getRunId())
                        .once(event.getTable() + "/" + event.getBatch(), trained.weights())
                : trained.weights();
    }

    private SynthesizerManifest manifest(
            TrainingRequested event, TrainingInput input, JobData data, SynthesizerEngine.Trained trained)
            throws IOException {
        String engine = trained.pick().map(SynthesizerEngine.Pick::engine).orElse(event.getEngine());
        Optional<Validation.Accuracy> accuracy = data.validates()
                ? Optional.of(Validation.measure(engines.byName(engine), trained.weights(), input, data, seed(event)))
                : Optional.empty();
        List<String> warnings = new ArrayList<>(trained.warnings());
        accuracy.ifPresent(a -> warnings.addAll(a.warnings()));
        return new SynthesizerManifest(
                SynthesizerManifest.FORMAT_VERSION,
                event.getRunId(),
                event.getTable(),
                event.getBatch(),
                engine,
                event.getContent(),
                event.getSettings(),
                artifacts.putBlob(released(event, input, trained)),
                trained.metrics(),
                accuracy.map(Validation.Accuracy::oneWay).orElse(null),
                accuracy.map(Validation.Accuracy::twoWay).orElse(null),
                JobSpecification.of(event).bridges(),
                trained.ending().name(),
                warnings,
                trained.pick().flatMap(SynthesizerEngine.Pick::reason).orElse(null));
    }

    /** Of everything random in a job's validations. */
    private static Seed seed(TrainingRequested event) {
        return new Seed(event.getSeed()).derive("validate");
    }
}
