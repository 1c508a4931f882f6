package io.rowmill.trainer;

import io.micrometer.core.instrument.Counter;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.storage.NoSuchObjectException;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.TrainingProgressed;
import io.rowmill.schemas.TrainingRequested;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a job's progress and stores its checkpoints. */
final class JobListener implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(JobListener.class);

    private final TrainingRequested request;
    private final Job job;
    private final Outlet outlet;
    private final ObjectStore store;
    private final Counter epochs;
    private final Optional<Validation> validation;
    private final String checkpointKey;
    private final LastingWarnings lasting = new LastingWarnings();
    private List<String> warnings = List.of();

    /** Where progress goes: nobody waits for it, and it may be lost. */
    @FunctionalInterface
    interface Outlet {
        void offer(Topic topic, String key, String subject, SpecificRecord event);
    }

    /** @param validation empty: nothing is measured while the job is trained */
    JobListener(
            TrainingRequested request,
            Job job,
            Outlet outlet,
            ObjectStore store,
            Counter epochs,
            Optional<Validation> validation) {
        this.request = request;
        this.job = job;
        this.outlet = outlet;
        this.store = store;
        this.epochs = epochs;
        this.validation = validation;
        this.checkpointKey = ArtifactKeys.checkpoint(request.getRunId(), request.getTable(), request.getBatch());
    }

    Optional<InputStream> openCheckpoint() throws IOException {
        try {
            return Optional.of(store.open(checkpointKey));
        } catch (NoSuchObjectException e) {
            return Optional.empty();
        }
    }

    @Override
    public void onProgress(Progress progress) {
        epochs.increment();
        TrainingProgressed event = TrainingProgressed.newBuilder()
                .setRunId(request.getRunId())
                .setTable(request.getTable())
                .setBatch(request.getBatch())
                .setEpoch(progress.epoch())
                .setEpochs(progress.epochs())
                .setLosses(progress.losses())
                .setRowsPerSecond(progress.rowsPerSecond())
                .setSecondsLeft(progress.secondsLeft())
                .setQuality(progress.quality())
                .setWarnings(progress.quality() == null ? List.of() : warnings)
                .build();
        String key = request.getRunId() + "/" + request.getTable() + "/" + request.getBatch();
        outlet.offer(Topics.TRAINING_PROGRESS, key, request.getRunId(), event);
    }

    @Override
    public OptionalDouble quality(Synthesizer current) throws IOException {
        if (validation.isEmpty()) {
            return OptionalDouble.empty();
        }
        Validation.Accuracy accuracy = validation.get().measure(current);
        warnings = lasting.after(accuracy.warnings());
        warnings.stream().filter(lasting::isNew).forEach(warning -> LOG.warn("{}: {}", request.getTable(), warning));
        return accuracy.quality();
    }

    @Override
    public boolean cancelled() {
        return job.cancelled();
    }

    /** A checkpoint that can't be stored costs time at worst, so training continues. */
    @Override
    public void onCheckpoint(CheckpointWriter writer) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writer.writeTo(bytes);
            store.put(checkpointKey, bytes.toByteArray());
            job.progressed();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the checkpoint of {} could not be stored: {}", request.getTable(), e.getMessage());
        }
    }
}
