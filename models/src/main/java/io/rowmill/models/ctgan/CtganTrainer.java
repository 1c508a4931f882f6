package io.rowmill.models.ctgan;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.TensorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop over epochs and steps: progress, cancellation, checkpoints, the time limit, and the watch for losses gone astray. */
final class CtganTrainer {
    private static final Logger LOG = LoggerFactory.getLogger(CtganTrainer.class);
    private static final int CALIBRATION_BATCHES = 100;

    private final TrainingJob job;
    private final TrainingStep updates;
    private final TrainingListener listener;
    private final StepBatch batch;
    private final long startedNanos = System.nanoTime();

    CtganTrainer(TrainingJob job, TrainingStep updates, TrainingListener listener) {
        this.job = job;
        this.updates = updates;
        this.listener = listener;
        this.batch = StepBatch.allocate(job.shape());
    }

    Trained train(Optional<InputStream> checkpoint) throws IOException {
        long first = checkpoint.isPresent() ? resume(checkpoint.get()) : 0;
        long perEpoch = job.stepsPerEpoch();
        long last = perEpoch * job.settings().epochs();
        EpochLosses losses = new EpochLosses();
        Map<String, Double> means = Map.of();
        long epochStart = System.nanoTime();
        long checkpointed = System.nanoTime();
        long step = first;
        while (step < last && !isOutOfTime()) {
            if (listener.cancelled()) {
                throw new TrainingCancelledException(job.name());
            }
            run(step, losses);
            step++;
            if (step % perEpoch == 0) {
                means = losses.drain();
                report(step, first, means, epochStart);
                epochStart = System.nanoTime();
            }
            long interval = job.settings().checkpointInterval().toNanos();
            if (interval > 0 && step < last && System.nanoTime() - checkpointed >= interval) {
                checkpoint(step);
                checkpointed = System.nanoTime();
            }
        }
        return new Trained(weights(last), metrics(step, means));
    }

    private boolean isOutOfTime() {
        long limit = job.settings().maxTrainingTime().toNanos();
        return limit > 0 && System.nanoTime() - startedNanos >= limit;
    }

    private void run(long step, EpochLosses losses) {
        job.batches().fill(batch, step);
        TrainingStep.Losses of = updates.update(step, batch);
        if (!of.isFinite()) {
            throw FailureException.defect(
                    "training-diverged",
                    "Training of " + job.name() + " diverged in epoch " + (step / job.stepsPerEpoch() + 1)
                            + ": a loss is not a number. Try a lower generatorLr and discriminatorLr.");
        }
        losses.add(of);
    }

    private void report(long step, long first, Map<String, Double> means, long epochStart) {
        long now = System.nanoTime();
        double secondsPerStep = (now - startedNanos) / 1e9 / (step - first);
        long stepsLeft = job.stepsPerEpoch() * job.settings().epochs() - step;
        double rows = (double) job.stepsPerEpoch() * job.shape().rows();
        listener.onProgress(new TrainingListener.Progress(
                (int) (step / job.stepsPerEpoch()),
                job.settings().epochs(),
                means,
                rows / Math.max(1e-9, (now - epochStart) / 1e9),
                secondsPerStep * stepsLeft));
    }

    private void checkpoint(long step) {
        listener.onCheckpoint(out -> new TensorFile<>(
                        new CheckpointHeader(step, job.identity()),
                        updates.state().tensors())
                .write(CheckpointHeader.KIND, out));
    }

    private long resume(InputStream in) throws IOException {
        TensorFile<CheckpointHeader> file = TensorFile.read(CheckpointHeader.KIND, CheckpointHeader.class, in);
        long step = file.header().step();
        if (!file.header().job().equals(job.identity())) {
            throw FailureException.defect(
                    "foreign-checkpoint",
                    "The checkpoint given for " + job.name() + " belongs to other rows, settings or another seed.");
        }
        LOG.info("{} resumes at epoch {}", job.name(), step / job.stepsPerEpoch() + 1);
        updates.state().restore(file.tensors());
        return step;
    }

    /** @param firstBatch ordinal of a batch that no update has seen */
    private byte[] weights(long firstBatch) throws IOException {
        Iterable<StepBatch.Fake> calibration = () -> LongStream.range(firstBatch, firstBatch + CALIBRATION_BATCHES)
                .mapToObj(this::fakeBatch)
                .iterator();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(job.weightsHeader(), updates.state().averagedGenerator(calibration))
                .write(WeightsHeader.KIND, out);
        return out.toByteArray();
    }

    private StepBatch.Fake fakeBatch(long ordinal) {
        job.batches().fill(batch.fake(), ordinal);
        return batch.fake();
    }

    private Map<String, Double> metrics(long steps, Map<String, Double> losses) {
        Map<String, Double> out = new LinkedHashMap<>(losses);
        out.put("epochs", (double) steps / job.stepsPerEpoch());
        out.put("steps", (double) steps);
        out.put("batchSize", (double) job.shape().rows());
        out.put("seconds", (System.nanoTime() - startedNanos) / 1e9);
        return out;
    }
}
