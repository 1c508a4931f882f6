package io.rowmill.models.ctgan.step;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.models.FlatTensors;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.network.Critic;
import io.rowmill.models.ctgan.network.Generator;
import io.rowmill.models.ctgan.rows.RowLayout;
import io.rowmill.models.ctgan.settings.CtganSettings;
import io.rowmill.models.ctgan.settings.StepRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole step as one call of a script with hand-written backward passes: {@code training-step.torchscript} beside this class.
 * Without automatic differentiation any number of jobs train side by side in one JVM.
 */
public final class ScriptStep implements TrainingStep {
    private static final String SCRIPT = "training-step.torchscript";

    private static final Logger LOG = LoggerFactory.getLogger(ScriptStep.class);

    private final BatchShape shape;
    private final CtganSettings settings;
    private final NDManager manager;
    private final TorchScript script;
    private final Call call;
    private final Network critic;
    private final Network generator;
    private final FlatTensors average;
    private final List<NDArray> digits;
    private final double[] digitStarts;
    private final TrainingState state;

    /** Updates of the critic, counted by the script as they are made: when memory ends in a step, it goes on from there. */
    private final NDArray counter;

    /** What {@link #counter} says after the last whole step. */
    private long counted;

    /** By packs that are computed at once; allocated when they are. */
    private final Map<Integer, Workspace> workspaces = new HashMap<>();

    /** Into how many parts a batch is cut. */
    private int parts = 1;

    /** {@link TorchScript#run}, or what a test has in its place. */
    @FunctionalInterface
    interface Call {
        NDArray run(List<List<NDArray>> tensors, List<double[]> numbers, NDManager memory);
    }

    /** @param half whether factors of large matrix products are rounded to bfloat16 */
    public ScriptStep(BatchShape shape, CtganSettings settings, Seed seed, Device device, boolean half) {
        this(shape, settings, seed, device, half, UnaryOperator.identity());
    }

    /** @param around what calls the script: another call than the script's own */
    ScriptStep(
            BatchShape shape,
            CtganSettings settings,
            Seed seed,
            Device device,
            boolean half,
            UnaryOperator<Call> around) {
        this.shape = shape;
        this.settings = settings;
        this.script = TorchScript.load(ScriptStep.class, SCRIPT, half, device);
        this.call = around.apply(script::run);
        this.manager = Torch.newManager(device);
        Generator newGenerator = Generator.create(manager, shape, settings, seed);
        Critic newCritic = Critic.create(manager, shape, settings, seed);
        this.critic = Network.of(manager, newCritic.trainable(), newCritic.trainable());
        this.generator = Network.of(manager, newGenerator.all(), newGenerator.trainable());
        this.average = FlatTensors.copy(manager, newGenerator.all());
        this.digits = digits(shape.row());
        this.digitStarts = digitStarts(shape.row());
        this.counter = manager.create(new long[] {0});
        this.state = new TrainingState(manager, shape, newGenerator, average.parts(), parameters());
    }

    private List<Parameter> parameters() {
        List<Parameter> out = new ArrayList<>(generator.values.parts());
        out.addAll(critic.values.parts());
        out.addAll(average.named(".average"));
        out.addAll(generator.moments());
        out.addAll(critic.moments());
        return out;
    }

    /** Per pair of digits what is added to the low digit's logits after each high digit. */
    private List<NDArray> digits(RowLayout row) {
        return row.pairs().stream()
                .map(pair -> manager.create(
                        pair.logShares(),
                        new Shape(
                                row.parts().get(pair.high()).width(),
                                row.parts().get(pair.low()).width())))
                .toList();
    }

    /** Per pair of digits the positions of the high and of the low one among the one-hots. */
    private static double[] digitStarts(RowLayout row) {
        return row.pairs().stream()
                .flatMapToInt(pair -> IntStream.of(row.offset(pair.high()), row.offset(pair.low())))
                .mapToDouble(at -> at - row.scalars())
                .toArray();
    }

    /**
     * A batch for which the device has too little memory is cut in halves, which are computed one after the other and whose
     * gradients are added up: an update is still that of all rows of the batch. What differs from an uncut batch are the
     * statistics by which the generator normalizes, each half's own, and which packs have a gradient penalty; packs stay whole.
     */
    @Override
    public Losses update(long step, StepBatch batch, StepRates.Factors factors) {
        double[] rates = rates(step, factors);
        int done = 0;
        while (true) {
            try {
                Losses losses = parts == 1 ? whole(batch, rates, done) : inParts(batch, rates, done);
                counted += batch.contrasts().size();
                return losses;
            } catch (EngineException e) {
                if (!Torch.isOutOfMemory(e)) {
                    throw e;
                }
                done = (int) (counter.toLongArray()[0] - counted);
                halve();
            }
        }
    }

    private void halve() {
        workspaces.values().forEach(Workspace::close);
        workspaces.clear();
        // A batch of one row has no variance to normalize by.
        if (2 * parts > shape.packs() || shape.rows() / (2 * parts) < 2) {
            throw FailureException.rejected(
                    "out-of-memory",
                    "The device has too little memory even for " + shape.rows() / parts
                            + " rows at once. Take smaller networks"
                            + " (generatorDim, discriminatorDim), or device=CPU.");
        }
        parts *= 2;
        critic.clearSum();
        generator.clearSum();
        LOG.warn(
                "{} has too little memory: from now on, a batch of {} rows is computed in {} parts; every update still learns"
                        + " from all {} rows",
                manager.getDevice(),
                shape.rows(),
                parts,
                shape.rows());
    }

    /** @param done updates of the critic that have been made already */
    private Losses whole(StepBatch batch, double[] rates, int done) {
        BatchPart all = BatchPart.nth(0, 1, shape.packs());
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> contrasts = new ArrayList<>();
            batch.contrasts().stream()
                    .skip(done)
                    .forEach(contrast -> contrasts.addAll(all.of(shape, contrast, memory)));
            float[] values = run(all, contrasts, all.fakes(batch.last(), memory), from(rates, done), memory);
            return losses(values);
        }
    }

    private Losses inParts(StepBatch batch, double[] rates, int done) {
        int updates = batch.contrasts().size();
        float[] losses = new float[2 * (updates - done) + 2];
        for (int k = done; k <= updates; k++) {
            for (int p = 0; p < parts; p++) {
                BatchPart part = BatchPart.nth(p, parts, shape.packs());
                try (NDManager memory = manager.newSubManager()) {
                    boolean last = k == updates;
                    List<NDArray> contrast =
                            last ? List.of() : part.of(shape, batch.contrasts().get(k), memory);
                    List<NDArray> fake = last ? part.fakes(batch.last(), memory) : List.of();
                    float[] values = run(part, contrast, fake, from(rates, k), memory);
                    losses[2 * (k - done)] += (float) part.share() * values[0];
                    losses[2 * (k - done) + 1] += (float) part.share() * values[1];
                }
            }
        }
        return losses(losses);
    }

    /** Rates without those of the first updates. */
    private static double[] from(double[] rates, int update) {
        return Arrays.copyOfRange(rates, 2 * update, rates.length);
    }

    private float[] run(BatchPart part, List<NDArray> contrasts, List<NDArray> fake, double[] rates, NDManager memory) {
        Workspace workspace = workspaces.computeIfAbsent(part.packs(), packs -> workspace(part));
        List<NDArray> generatorFlat = new ArrayList<>(generator.flat());
        generatorFlat.add(generatorFlat.size() - 1, average.values());
        double[] decays = {
            settings.discriminatorDecay(),
            settings.generatorDecay(),
            part.share(),
            part.isLast() ? 1 : 0,
            shape.masks().size()
        };
        List<List<NDArray>> tensors = List.of(
                critic.values.tensors(),
                critic.gradients.tensors(),
                critic.flat(),
                generator.values.tensors(),
                generator.gradients.tensors(),
                generatorFlat,
                workspace.segments(),
                digits,
                workspace.packing(),
                workspace.work(),
                contrasts,
                fake);
        return call.run(tensors, List.of(rates, decays, digitStarts), memory).toFloatArray();
    }

    private Workspace workspace(BatchPart part) {
        int hidden = settings.generatorDim().stream().mapToInt(i -> i).sum();
        return Workspace.allocate(manager, shape, hidden, part, counter);
    }

    private double[] rates(long step, StepRates.Factors factors) {
        StepRates rates = StepRates.of(settings, step, factors);
        DoubleStream adam = Stream.concat(rates.critic().stream(), Stream.of(rates.generator()))
                .flatMapToDouble(a -> DoubleStream.of(a.rate(), a.epsilon()));
        return DoubleStream.concat(adam, DoubleStream.of(rates.averageShare())).toArray();
    }

    /** @param values per update of the critic its two losses, then the two of the generator */
    private static Losses losses(float[] values) {
        int updates = values.length / 2 - 1;
        double wasserstein = 0;
        double penalty = 0;
        for (int i = 0; i < updates; i++) {
            wasserstein += values[2 * i] / updates;
            penalty += values[2 * i + 1] / updates;
        }
        return new Losses(wasserstein, penalty, values[2 * updates], values[2 * updates + 1]);
    }

    @Override
    public TrainingState state() {
        return state;
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }

    /** Values of a network, what the optimizer needs for those it changes, and the sum of gradients over parts of a batch. */
    private record Network(
            FlatTensors values, FlatTensors gradients, FlatTensors first, FlatTensors second, NDArray sum) {
        /** @param trainable the first ones of {@code all} */
        static Network of(NDManager manager, List<Parameter> all, List<Parameter> trainable) {
            FlatTensors gradients = FlatTensors.zeros(manager, trainable);
            return new Network(
                    FlatTensors.copy(manager, all),
                    gradients,
                    FlatTensors.zeros(manager, trainable),
                    FlatTensors.zeros(manager, trainable),
                    gradients.values().zerosLike());
        }

        List<NDArray> flat() {
            return List.of(values.values(), gradients.values(), first.values(), second.values(), sum);
        }

        void clearSum() {
            sum.muli(0);
        }

        List<Parameter> moments() {
            List<Parameter> out = new ArrayList<>(first.named(".first"));
            out.addAll(second.named(".second"));
            return out;
        }
    }
}
