package io.rowmill.models.argn;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.privacy.PrivateSteps;
import io.rowmill.core.privacy.SecureStream;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.PrivateTraining;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop over the steps of a private job. Which units a step takes, and its noise, come from a secure stream, never from the job's
 * seed: who knows the seed could take the noise away. All that is decided beside is decided by what is public: the learning rate, the
 * number of steps, the orders of the columns. Nothing is validated, no loss is shown.
 */
final class PrivateTrainer implements TrainingLoop.Steps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateTrainer.class);

    /** Falls to 0 in a straight line. */
    private static final double LEARNING_RATE = 0.005;

    private static final int WARM_UP = 20;

    /** Orders of the columns that one step learns, where it takes enough rows. */
    private static final int ORDERS = 4;

    private static final int MIN_ROWS_PER_ORDER = 32;
    private static final int MAX_ROWS_PER_ORDER = 256;

    /** Rows of an order are dealt by chance: smaller batches leave less of the last one empty. */
    private static final int BATCHES = 4;

    /** Sums of floats differ from what they stand for by less than this share. */
    private static final double ROUNDING = 1e-4;

    private final TrainingInput input;
    private final PrivateTraining privacy;
    private final PrivateSteps steps;
    private final Map<String, String> given;
    private final ArgnSettings settings;
    private final Layout layout;
    private final Units units;
    private final Rows.Writer writer;
    private final PrivateStep step;
    private final Orders orders;
    private final HostTensor codes;
    private final HostTensor ranks;
    private final HostTensor counted;
    private final HostTensor unitOf;
    /** Whether a unit's rows are limited together; else each may say its part of what the unit may. */
    private final boolean together;

    private final float[] noise;
    private final double expectedRows;
    private final TrainingClock clock;
    private final TrainingLoop loop;
    private final SecureStream random = new SecureStream();
    private long at;

    PrivateTrainer(TrainingInput input, PrivateTraining privacy, Settings given, TrainingListener listener) {
        this.input = input;
        this.privacy = privacy;
        this.steps = privacy.steps();
        this.given = given.asMap();
        this.settings = ArgnSettings.of(given);
        Rows rows = Rows.ofPrivate(input);
        this.units = new Units(rows.training(), privacy);
        this.layout = new Layout(new Layout.Source(
                input.content().layout(),
                input.partsPerColumn(),
                input.context().layout(),
                rows.isSequential(),
                settings.modelSize()));
        this.writer = rows.new Writer(layout);
        this.orders = new Orders(layout);
        this.expectedRows = steps.rate() * Math.max(1, privacy.publicRows().rows());
        boolean several = settings.anyOrder() && expectedRows >= ORDERS * MIN_ROWS_PER_ORDER;
        this.ranks = new HostTensor(several ? ORDERS : 1, layout.all().size());
        this.together =
                steps.microBatches() == 0 && privacy.rowsPerUnit() > 1 && privacy.rowsPerUnit() <= MAX_ROWS_PER_ORDER;
        int batch = ranks.rows() * rowsPerOrder();
        this.codes = new HostTensor(batch, layout.all().size());
        this.counted = new HostTensor(batch, 1);
        this.unitOf = new HostTensor(batch, 1);
        int[][] frequencies = Rows.frequencies(layout, privacy.publicRows());
        this.step = new PrivateStep(layout, frequencies, batch, input.seed(), Torch.device(settings.device()));
        this.noise = new float[step.parameters()];
        this.clock = new TrainingClock(settings.maxTrainingTime());
        this.loop = new TrainingLoop(listener, clock, settings.checkpointInterval());
    }

    private int rowsPerOrder() {
        int wanted =
                Integer.highestOneBit((int) Math.min(MAX_ROWS_PER_ORDER, expectedRows / ranks.rows() / BATCHES) + 1);
        // All rows of a unit lie in one batch.
        return Math.max(Math.max(MIN_ROWS_PER_ORDER, wanted), together ? privacy.rowsPerUnit() : 1);
    }

    Trained train(Optional<InputStream> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            resume(checkpoint.get());
        }
        loop.run(input.name(), this);
        step.weights().keepAsBest();
        Map<String, TensorFile.Tensor> tensors = Weights.copies(step.weights().best());
        privacy.unreadContext().forEach(part -> tensors.computeIfPresent("embedding" + part, this::allAbsent));
        byte[] weights = new WeightsHeader(layout.source(), settings.anyOrder()).with(tensors);
        return new Trained(weights, metrics(), remain() ? Ending.TIME_LIMIT : Ending.EPOCHS, List.of());
    }

    /** What never was read has been moved by noise alone: every code of it shall be as if it were absent. */
    private TensorFile.Tensor allAbsent(String name, TensorFile.Tensor embedding) {
        float[] values = embedding.values().clone();
        int codes = Math.toIntExact(embedding.shape().get(0));
        int width = values.length / codes;
        for (int code = 0; code < codes - 1; code++) {
            System.arraycopy(values, (codes - 1) * width, values, code * width, width);
        }
        return new TensorFile.Tensor(embedding.shape(), values);
    }

    @Override
    public boolean remain() {
        return at < steps.steps();
    }

    @Override
    public void next() {
        SplittableRandom open = input.seed().derive("step").derive(at).random();
        for (int order = 0; order < ranks.rows(); order++) {
            if (settings.anyOrder()) {
                orders.any(ranks, order, open);
            } else {
                orders.natural(ranks, order);
            }
        }
        int parts = Math.max(1, steps.microBatches());
        add(units.take(steps.rate(), parts * ranks.rows(), random));
        random.normals(noise);
        double clip = steps.clip();
        double divisor = steps.microBatches() > 0 ? parts : expectedRows;
        step.update(noise, steps.multiplier() * clip, divisor, at + 1, learningRate(), settings.weightDecay());
        at++;
        if (at % stepsPerEpoch() == 0 || !remain()) {
            endEpoch();
        }
    }

    private double learningRate() {
        double highest = settings.learningRate() > 0 ? settings.learningRate() : LEARNING_RATE;
        return highest * Math.min(1, (at + 1.0) / WARM_UP) * (steps.steps() - at) / steps.steps();
    }

    /**
     * Adds what the rows say to the step's sum.
     *
     * @param heaps rows of the units that were taken, per part and order of the columns
     */
    void add(int[][] heaps) {
        double clip = steps.clip() * (1 - ROUNDING);
        if (steps.microBatches() == 0) {
            addPart(heaps, 0, together ? clip : clip / privacy.rowsPerUnit());
            return;
        }
        for (int part = 0; part < steps.microBatches(); part++) {
            addPart(heaps, part * ranks.rows(), Float.MAX_VALUE);
            step.endPart(expectedRows / steps.microBatches(), clip);
        }
        step.joinParts();
    }

    /** @param from the part's first heap */
    private void addPart(int[][] heaps, int from, double clip) {
        int[] next = new int[ranks.rows()];
        boolean more = true;
        while (more) {
            more = false;
            boolean any = false;
            for (int order = 0; order < next.length; order++) {
                int begun = next[order];
                next[order] = fill(heaps[from + order], begun, order);
                any |= next[order] > begun;
                more |= next[order] < heaps[from + order].length;
            }
            if (any && together) {
                step.addUnits(codes, ranks, counted, unitOf, clip);
            } else if (any) {
                step.add(codes, ranks, counted, clip);
            }
        }
    }

    /**
     * Fills an order's rows of the batch with whole units.
     *
     * @return the first row of the heap that is left
     */
    private int fill(int[] heap, int start, int order) {
        int size = codes.rows() / ranks.rows();
        int at = start;
        int end = unitEnd(heap, at);
        while (at < heap.length && end - start <= size) {
            for (; at < end; at++) {
                int place = order * size + at - start;
                writer.write(heap[at], codes, place);
                counted.values().put(place, 1);
                unitOf.values().put(place, end);
            }
            end = unitEnd(heap, at);
        }
        for (int place = at - start; place < size; place++) {
            counted.values().put(order * size + place, 0);
            unitOf.values().put(order * size + place, -1 - place);
        }
        return at;
    }

    /** Where the rows of a heap's next unit end, if they are limited together; else the next row alone. */
    private int unitEnd(int[] heap, int at) {
        int end = at + 1;
        if (together && at < heap.length) {
            int unit = privacy.unitOf().applyAsInt(heap[at]);
            while (end < heap.length && privacy.unitOf().applyAsInt(heap[end]) == unit) {
                end++;
            }
        }
        return end;
    }

    /** A unit is taken once in so many steps. */
    private int stepsPerEpoch() {
        return (int) Math.min(steps.steps(), Math.ceil(1 / steps.rate()));
    }

    private void endEpoch() {
        int epochs = (int) Math.ceil((double) steps.steps() / stepsPerEpoch());
        int epoch = (int) Math.ceil((double) at / stepsPerEpoch());
        // No rows per second: the pace is that of real batches.
        loop.ended(new TrainingLoop.EpochEnd(epoch, epochs, Map.of(), at, steps.steps(), 0, null));
    }

    private PrivateCheckpointHeader header() {
        return new PrivateCheckpointHeader(at, clock.seconds(), input.seed().value(), steps, layout.source(), given);
    }

    /** Weights with noise, not fewer than the steps so far were charged for; to be kept with the real rows all the same. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        new TensorFile<>(header(), Weights.copies(step.weights().state())).write(PrivateCheckpointHeader.KIND, out);
    }

    private void resume(InputStream in) throws IOException {
        TensorFile<PrivateCheckpointHeader> file =
                TensorFile.read(PrivateCheckpointHeader.KIND, PrivateCheckpointHeader.class, in);
        if (!file.header().isOfSameJob(header())) {
            throw FailureException.defect(
                    "foreign-checkpoint",
                    "The checkpoint given for " + input.name() + " belongs to other rows, settings or another seed.");
        }
        LOG.info(
                "training of {} resumes at step {}", input.name(), file.header().step() + 1);
        clock.resume(file.header().seconds());
        step.weights().state().forEach(p -> p.restore(file.tensors()));
        at = file.header().step();
        loop.resumedAt(at);
    }

    /** Nothing that real rows have a part in, the time included. */
    private Map<String, Double> metrics() {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("epochs", at * steps.rate());
        out.put("steps", (double) at);
        out.put("batchSize", expectedRows);
        return out;
    }

    PrivateStep step() {
        return step;
    }

    @Override
    public void close() {
        step.close();
    }
}
