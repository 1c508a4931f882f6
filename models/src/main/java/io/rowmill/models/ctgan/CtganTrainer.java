package io.rowmill.models.ctgan;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.SynthesizerEngine.Ending;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.TensorFile;
import io.rowmill.models.TrainingClock;
import io.rowmill.models.TrainingLoop;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.settings.Course;
import io.rowmill.models.ctgan.settings.CtganSettings;
import io.rowmill.models.ctgan.settings.StepRates;
import io.rowmill.models.ctgan.step.TrainingStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop over epochs and steps: progress, validation and its early end, cancellation, checkpoints, the time limit, and one way
 * back from losses gone astray.
 */
final class CtganTrainer implements TrainingLoop.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(CtganTrainer.class);

    /**
     * Steps, but a tenth of the training at most, in which only the critic learns when the generator starts from an earlier model: a
     * critic that knows nothing yet would lead it astray.
     */
    private static final int WARM_UP = 200;

    private final TrainingJob job;
    private final TrainingStep updates;
    private final TrainingListener listener;
    private final boolean isWarm;
    private final StepBatch batch;
    private final Candidates candidates;
    private final Snapshots snapshots;
    private final EarlyStopping stopping;
    private final EpochLosses losses = new EpochLosses();
    private final TrainingClock clock;
    private final TrainingLoop loop;
    private long step;
    private Map<String, Double> means = Map.of();
    private Course course;

    /** @param isWarm whether the generator starts from an earlier model's weights */
    CtganTrainer(TrainingJob job, TrainingStep updates, TrainingListener listener, boolean isWarm) {
        this.job = job;
        this.updates = updates;
        this.listener = listener;
        this.isWarm = isWarm;
        this.batch = StepBatch.allocate(job.shape());
        this.candidates = new Candidates(job, updates.state(), batch.last().fake());
        this.snapshots = new Snapshots(updates.state());
        this.stopping = new EarlyStopping(job.settings(), job.stepsPerEpoch());
        this.clock = new TrainingClock(job.settings().maxTrainingTime());
        this.loop = new TrainingLoop(listener, clock, job.settings().checkpointInterval());
        this.course = course();
    }

    Trained train(Optional<InputStream> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            resume(checkpoint.get());
        }
        loop.run(job.name(), this);
        return trained();
    }

    private Course course() {
        long stalledAt = stopping.state().stalledAt();
        CtganSettings settings = job.settings();
        return Course.of(
                settings.learningRateDecay(),
                settings.epochs(),
                stalledAt < 0 ? -1 : stalledAt / job.stepsPerEpoch(),
                job.stepsPerEpoch());
    }

    @Override
    public boolean remain() {
        return step < course.last();
    }

    @Override
    public void next() throws IOException {
        job.batches().fill(batch, step);
        TrainingStep.Losses of = updates.update(step, batch, factors());
        if (!of.isSound()) {
            recover();
            return;
        }
        losses.add(of);
        step++;
        if (step % job.stepsPerEpoch() == 0) {
            endEpoch();
        }
    }

    private StepRates.Factors factors() {
        double rate = snapshots.rate() * course.rate(step);
        return new StepRates.Factors(rate, isWarm && step < Math.min(WARM_UP, job.steps() / 10) ? 0 : rate);
    }

    private void recover() {
        int epoch = job.epochOf(step);
        if (!snapshots.canRecover()) {
            throw FailureException.defect(
                    "training-diverged",
                    "Training of " + job.name() + " diverged in epoch " + epoch
                            + ", even with lower rates: a loss is not a number or has exploded. Try " + lowerRates()
                            + ".");
        }
        step = snapshots.recover(step);
        losses.clear();
        LOG.warn(
                "training of {} diverged in epoch {}: it continues from the end of epoch {} with lower learning rates",
                job.name(),
                epoch,
                step / job.stepsPerEpoch());
    }

    private void endEpoch() throws IOException {
        means = losses.drain();
        int epoch = (int) (step / job.stepsPerEpoch());
        boolean isDue = epoch % job.settings().validationInterval() == 0 || step == course.last();
        OptionalDouble quality = isDue ? validate() : OptionalDouble.empty();
        if (isDue) {
            snapshots.keep(step);
            course = course();
        }
        loop.ended(new TrainingLoop.EpochEnd(
                epoch,
                job.settings().epochs(),
                means,
                step,
                course.last(),
                (double) job.stepsPerEpoch() * job.shape().rows(),
                quality.isPresent() ? quality.getAsDouble() : null));
    }

    private OptionalDouble validate() throws IOException {
        if (stopping.state().step() == step) {
            return OptionalDouble.empty();
        }
        Candidates.Measured measured = candidates.measure(listener);
        measured.quality().ifPresent(quality -> stopping.validated(step, quality, measured.weights()));
        return measured.quality();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Snapshots.Tensors tensors =
                new Snapshots.Tensors(new LinkedHashMap<>(updates.state().tensors()));
        stopping.addTo(tensors);
        snapshots.addTo(tensors);
        CheckpointHeader header = new CheckpointHeader(
                step, clock.seconds(), CheckpointHeader.Job.of(job), stopping.state(), snapshots.saved());
        new TensorFile<>(header, tensors.all()).write(CheckpointHeader.KIND, out);
    }

    private void resume(InputStream in) throws IOException {
        TensorFile<CheckpointHeader> file = TensorFile.read(CheckpointHeader.KIND, CheckpointHeader.class, in);
        CheckpointHeader header = file.header();
        if (!header.job().equals(CheckpointHeader.Job.of(job))) {
            throw FailureException.defect(
                    "foreign-checkpoint",
                    "The checkpoint given for " + job.name() + " belongs to other rows, settings or another seed.");
        }
        step = header.step();
        loop.resumedAt(step);
        clock.resume(header.seconds());
        LOG.info("training of {} resumes at epoch {}", job.name(), job.epochOf(step));
        Snapshots.Tensors tensors = new Snapshots.Tensors(file.tensors());
        snapshots.restore(header.good(), tensors);
        stopping.restore(header.best(), tensors);
        course = course();
    }

    private Trained trained() throws IOException {
        Ending ending = ending();
        if (ending == Ending.TIME_LIMIT && stopping.hasBest()) {
            validate();
        }
        Map<String, TensorFile.Tensor> weights = stopping.hasBest() ? stopping.best() : candidates.weights();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TensorFile<>(WeightsHeader.of(job), weights).write(WeightsHeader.KIND, out);
        return new Trained(out.toByteArray(), metrics(), ending, warnings());
    }

    private Ending ending() {
        if (step < course.last()) {
            return Ending.TIME_LIMIT;
        }
        return step < job.steps() ? Ending.NO_IMPROVEMENT : Ending.EPOCHS;
    }

    private List<String> warnings() {
        Snapshots.Recovery recovery = snapshots.recovery();
        return recovery == null
                ? List.of()
                : List.of("Training of " + job.name() + " diverged in epoch " + job.epochOf(recovery.from())
                        + " and went on from the end of epoch " + recovery.to() / job.stepsPerEpoch()
                        + " with lower rates. For better rows, try " + lowerRates() + ".");
    }

    private String lowerRates() {
        return "a generatorLr below " + job.settings().generatorLr() + " and a discriminatorLr below "
                + job.settings().discriminatorLr();
    }

    private Map<String, Double> metrics() {
        Map<String, Double> out = new LinkedHashMap<>(means);
        out.put("epochs", (double) step / job.stepsPerEpoch());
        out.put("steps", (double) step);
        out.put("batchSize", (double) job.shape().rows());
        out.put("generatorLr", job.settings().generatorLr());
        out.put("discriminatorLr", job.settings().discriminatorLr());
        if (job.settings().earlyStopping()) {
            out.put("patience", (double) stopping.patience());
        }
        out.put("seconds", clock.seconds());
        if (stopping.hasBest()) {
            out.put("bestEpoch", (double) stopping.state().step() / job.stepsPerEpoch());
            out.put("bestQuality", stopping.state().quality());
        }
        return out;
    }
}
