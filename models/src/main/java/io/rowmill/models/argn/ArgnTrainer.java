package io.rowmill.models.argn;

import ai.djl.Device;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine.Ending;
import io.rowmill.core.synthesizer.SynthesizerEngine.Trained;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.models.HostTensor;
import io.rowmill.models.TensorFile;
import io.rowmill.models.Torch;
import io.rowmill.models.TrainingClock;
import io.rowmill.models.TrainingLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop over epochs and steps: progress, validation, early stopping, cancellation, checkpoints, the time limit. */
final class ArgnTrainer implements TrainingLoop.Steps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArgnTrainer.class);

    /** Fewer steps per epoch would end the training of small tables before it began. */
    private static final int MIN_STEPS_PER_EPOCH = 25;

    /** Orders of the columns that one step learns, where its batch is large enough. */
    private static final int ORDERS = 4;

    private static final int MIN_ROWS_PER_ORDER = 32;

    private final TrainingInput input;
    private final Map<String, String> given;
    private final ArgnSettings settings;
    private final Rows rows;
    private final Layout layout;
    private final ArgnStep step;
    private final Rows.Writer writer;
    private final Orders orders;
    private final HostTensor codes;
    private final HostTensor ranks;
    private final List<HostTensor> validationRanks;
    private final int stepsPerEpoch;
    private final TrainingClock clock;
    private final TrainingLoop loop;
    private EarlyStop stop;
    private long at;
    private double loss;
    /** Rows in the order of this epoch; null: none has begun. */
    private int @Nullable [] order;

    ArgnTrainer(TrainingInput input, Settings given, TrainingListener listener) {
        this.input = input;
        this.given = given.asMap();
        this.settings = ArgnSettings.of(given);
        this.rows = Rows.of(input, settings.validationShare());
        this.layout = new Layout(new Layout.Source(
                input.content().layout(),
                input.partsPerColumn(),
                input.context().layout(),
                rows.isSequential(),
                settings.modelSize()));
        int batch = settings.batchSizeFor(rows.trainingRows());
        Device device = Torch.device(settings.device());
        this.step = new ArgnStep(layout, rows.frequencies(layout), batch, settings.dropout(), input.seed(), device);
        this.writer = rows.new Writer(layout);
        this.orders = new Orders(layout);
        this.codes = new HostTensor(batch, layout.all().size());
        boolean several = settings.anyOrder() && batch % ORDERS == 0 && batch >= ORDERS * MIN_ROWS_PER_ORDER;
        this.ranks = new HostTensor(several ? ORDERS : 1, layout.all().size());
        this.validationRanks = validationRanks();
        this.stepsPerEpoch = Math.max(MIN_STEPS_PER_EPOCH, rows.trainingRows() / batch);
        this.clock = new TrainingClock(settings.maxTrainingTime());
        this.loop = new TrainingLoop(listener, clock, settings.checkpointInterval());
        this.stop = new EarlyStop(settings.patience());
    }

    /** The table's own order and, where any is learned, a random one: what is learned for conditions counts, too. */
    private List<HostTensor> validationRanks() {
        HostTensor natural = new HostTensor(1, layout.all().size());
        orders.natural(natural, 0);
        if (!settings.anyOrder()) {
            return List.of(natural);
        }
        HostTensor random = new HostTensor(1, layout.all().size());
        orders.random(random, 0, input.seed().derive("validation-order").random());
        return List.of(natural, random);
    }

    Trained train(Optional<InputStream> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            resume(checkpoint.get());
        }
        loop.run(input.name(), this);
        if (stop.state().bestEpoch() == 0) {
            step.weights().keepAsBest();
        }
        byte[] weights = new WeightsHeader(layout.source(), settings.anyOrder())
                .with(Weights.copies(step.weights().best()));
        return new Trained(weights, metrics(), ending(), List.of());
    }

    private long last() {
        return (long) stepsPerEpoch * settings.epochs();
    }

    @Override
    public boolean remain() {
        return at < last() && !stop.isOver();
    }

    @Override
    public void next() {
        int epoch = (int) (at / stepsPerEpoch);
        if (order == null || at % stepsPerEpoch == 0) {
            order = rows.shuffled(input.seed().derive("epoch").derive(epoch).random());
        }
        loss += update(order) / stepsPerEpoch;
        at++;
        if (at % stepsPerEpoch == 0) {
            endEpoch(epoch + 1);
            loss = 0;
        }
    }

    private Ending ending() {
        if (stop.isOver()) {
            return Ending.NO_IMPROVEMENT;
        }
        return at < last() ? Ending.TIME_LIMIT : Ending.EPOCHS;
    }

    /**
     * Starts from the weights of an earlier model.
     *
     * @throws FailureException (Rejected) if they are of another layout
     */
    void startFrom(InputStream earlier) throws IOException {
        TensorFile<WeightsHeader> file = TensorFile.read(WeightsHeader.KIND, WeightsHeader.class, earlier);
        if (!file.header().layout().equals(layout.source())) {
            throw FailureException.rejected(
                    "other-layout",
                    "The base model's weights don't fit " + input.name()
                            + ": its columns, their values or modelSize differ. Leave warmStart out.");
        }
        step.weights().start(file.tensors());
    }

    private double update(int[] order) {
        SplittableRandom random = input.seed().derive("step").derive(at).random();
        int start = (int) (at % stepsPerEpoch) * step.rows();
        for (int i = 0; i < step.rows(); i++) {
            writer.write(order[(start + i) % order.length], codes, i);
        }
        for (int g = 0; g < ranks.rows(); g++) {
            if (settings.anyOrder()) {
                orders.any(ranks, g, random);
            } else {
                orders.natural(ranks, g);
            }
        }
        double rate = settings.learningRateFor(step.rows()) * stop.state().rateFactor();
        double updated = step.update(codes, ranks, at + 1, rate, settings.weightDecay(), random);
        if (!Double.isFinite(updated)) {
            throw FailureException.defect(
                    "training-diverged",
                    "Training of " + input.name() + " diverged in epoch " + (at / stepsPerEpoch + 1)
                            + ": the loss is not a number. Try a lower learningRate.");
        }
        return updated;
    }

    private void endEpoch(int epoch) {
        double validation = validate();
        if (stop.accept(epoch, validation)) {
            step.weights().keepAsBest();
        }
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("training", loss);
        losses.put("validation", validation);
        loop.ended(new TrainingLoop.EpochEnd(
                epoch, settings.epochs(), losses, at, last(), (double) stepsPerEpoch * step.rows(), null));
    }

    /** Mean negative log-likelihood of the validation rows, nats per row, over {@link #validationRanks}. */
    private double validate() {
        int batches = Math.max(1, rows.validationRows() / step.rows());
        double sum = 0;
        for (int b = 0; b < batches; b++) {
            for (int i = 0; i < step.rows(); i++) {
                writer.write(rows.validation((b * step.rows() + i) % rows.validationRows()), codes, i);
            }
            for (HostTensor order : validationRanks) {
                sum += step.loss(codes, order);
            }
        }
        return sum / batches / validationRanks.size();
    }

    private CheckpointHeader header() {
        return new CheckpointHeader(
                at,
                clock.seconds(),
                stop.state(),
                input.seed().value(),
                input.content().rows(),
                layout.source(),
                given);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        new TensorFile<>(header(), Weights.copies(step.weights().state())).write(CheckpointHeader.KIND, out);
    }

    private void resume(InputStream in) throws IOException {
        TensorFile<CheckpointHeader> file = TensorFile.read(CheckpointHeader.KIND, CheckpointHeader.class, in);
        if (!file.header().isOfSameJob(header())) {
            throw FailureException.defect(
                    "foreign-checkpoint",
                    "The checkpoint given for " + input.name() + " belongs to other rows, settings or another seed.");
        }
        LOG.info(
                "training of {} resumes at epoch {}",
                input.name(),
                file.header().step() / stepsPerEpoch + 1);
        clock.resume(file.header().seconds());
        stop = new EarlyStop(settings.patience(), file.header().stop());
        step.weights().state().forEach(p -> p.restore(file.tensors()));
        at = file.header().step();
        loop.resumedAt(at);
    }

    private Map<String, Double> metrics() {
        Map<String, Double> out = new LinkedHashMap<>();
        if (stop.state().bestEpoch() > 0) {
            out.put("validation", stop.state().best());
            out.put("bestEpoch", (double) stop.state().bestEpoch());
        }
        out.put("epochs", (double) at / stepsPerEpoch);
        out.put("steps", (double) at);
        out.put("batchSize", (double) step.rows());
        out.put("seconds", clock.seconds());
        return out;
    }

    @Override
    public void close() {
        step.close();
    }
}
