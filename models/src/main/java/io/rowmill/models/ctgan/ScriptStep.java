package io.rowmill.models.ctgan;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.random.Seed;
import io.rowmill.models.FlatTensors;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A whole step as one call of a script with hand-written backward passes: {@code training-step.torchscript} beside this class.
 * Without automatic differentiation any number of jobs train side by side in one JVM.
 */
final class ScriptStep implements TrainingStep {
    private static final String SCRIPT = "training-step.torchscript";

    private final CtganSettings settings;
    private final NDManager manager;
    private final TorchScript script;
    private final Network critic;
    private final Network generator;
    private final FlatTensors average;
    private final List<NDArray> segments;
    private final List<NDArray> digits;
    private final double[] places;
    private final List<NDArray> packing;
    private final List<NDArray> work;
    private final TrainingState state;

    /** @param half whether factors of large matrix products are rounded to bfloat16 */
    ScriptStep(StepBatch.Shape shape, CtganSettings settings, Seed seed, Device device, boolean half) {
        this.settings = settings;
        this.script = TorchScript.load(ScriptStep.class, SCRIPT, half, device);
        this.manager = Torch.newManager(device);
        Generator newGenerator = Generator.create(manager, shape, settings, seed);
        Critic newCritic = Critic.create(manager, shape, settings, seed);
        this.critic = Network.of(manager, newCritic.trainable(), newCritic.trainable());
        this.generator = Network.of(manager, newGenerator.all(), newGenerator.trainable());
        this.average = FlatTensors.copy(manager, newGenerator.all());
        this.segments = segments(shape);
        this.digits = digits(shape.row());
        this.places = places(shape.row());
        this.packing = packing(shape);
        this.work = work(shape);
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

    /** Per one-hot value the ordinal of its column; per row the bounds of the columns; positions in the widest conditional one. */
    private List<NDArray> segments(StepBatch.Shape shape) {
        List<Integer> sizes = shape.row().oneHotSegments().stream()
                .flatMap(run -> Stream.generate(run::size).limit(run.count()))
                .toList();
        long[] ordinals = new long[shape.row().oneHotWidth()];
        long[] bounds = new long[sizes.size() + 1];
        for (int s = 0, at = 0; s < sizes.size(); s++) {
            for (int i = 0; i < sizes.get(s); i++) {
                ordinals[at++] = s;
            }
            bounds[s + 1] = at;
        }
        int widest = shape.row().conditionalSegments().stream()
                .mapToInt(RowLayout.Segments::size)
                .max()
                .orElse(0);
        return List.of(
                manager.create(ordinals),
                manager.create(bounds).reshape(1, bounds.length).repeat(0, shape.rows()),
                manager.create(LongStream.range(0, widest).toArray()).reshape(1, widest));
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
    private static double[] places(RowLayout row) {
        return row.pairs().stream()
                .flatMapToInt(pair -> IntStream.of(row.offset(pair.high()), row.offset(pair.low())))
                .mapToDouble(at -> at - row.scalars())
                .toArray();
    }

    /** Per row of a pack where its condition starts in the pack; per pack of real and fake rows its first row. */
    private List<NDArray> packing(StepBatch.Shape shape) {
        long[] starts =
                LongStream.range(0, shape.pac()).map(i -> i * shape.lookedUp()).toArray();
        long[] firstRows = LongStream.range(0, 2L * shape.packs())
                .map(i -> i * shape.pac())
                .toArray();
        return List.of(manager.create(starts).reshape(1, shape.pac()), manager.create(firstRows));
    }

    private List<NDArray> work(StepBatch.Shape shape) {
        int packs = shape.packs();
        int hidden = settings.generatorDim().stream().mapToInt(i -> i).sum();
        float[] signs = new float[3 * packs];
        for (int i = 0; i < packs; i++) {
            signs[i] = 1f / packs;
            signs[packs + i] = -1f / packs;
            signs[2 * packs + i] = 1;
        }
        return List.of(
                manager.zeros(new Shape(shape.rows(), hidden + shape.noise() + shape.carried())),
                manager.zeros(
                        new Shape(3L * packs, (long) shape.pac() * (shape.row().width() + shape.carried()))),
                manager.zeros(new Shape(packs, (long) shape.pac() * shape.lookedUp())),
                manager.create(signs, new Shape(3L * packs, 1)));
    }

    @Override
    public Losses update(long step, StepBatch batch, StepRates.Factors factors) {
        List<HostTensor> contrasts = new ArrayList<>();
        batch.contrasts().forEach(contrast -> {
            contrasts.addAll(inputs(contrast.fake()));
            contrasts.addAll(List.of(contrast.real(), contrast.realCondition(), contrast.alpha()));
            contrasts.addAll(contrast.fake().dropout());
        });
        List<HostTensor> fake = new ArrayList<>(inputs(batch.fake()));
        fake.addAll(batch.fake().dropout());
        double[] decays = {settings.discriminatorDecay(), settings.generatorDecay()};
        try (NDManager memory = manager.newSubManager()) {
            List<List<NDArray>> tensors = List.of(
                    critic.values.tensors(),
                    critic.gradients.tensors(),
                    critic.flat(),
                    generator.values.tensors(),
                    generator.gradients.tensors(),
                    Stream.concat(generator.flat().stream(), Stream.of(average.values()))
                            .toList(),
                    segments,
                    digits,
                    packing,
                    work,
                    views(contrasts, memory),
                    views(fake, memory));
            return losses(script.run(tensors, List.of(rates(step, factors), decays, places), memory)
                    .toFloatArray());
        }
    }

    private static List<HostTensor> inputs(StepBatch.Fake batch) {
        return List.of(batch.input(), batch.gumbel(), batch.condition());
    }

    private static List<NDArray> views(List<HostTensor> tensors, NDManager memory) {
        return tensors.stream().map(t -> t.view(memory)).toList();
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

    /** Values of a network, and what the optimizer needs for those it changes. */
    private record Network(FlatTensors values, FlatTensors gradients, FlatTensors first, FlatTensors second) {
        /** @param trainable the first ones of {@code all} */
        static Network of(NDManager manager, List<Parameter> all, List<Parameter> trainable) {
            return new Network(
                    FlatTensors.copy(manager, all),
                    FlatTensors.zeros(manager, trainable),
                    FlatTensors.zeros(manager, trainable),
                    FlatTensors.zeros(manager, trainable));
        }

        List<NDArray> flat() {
            return List.of(values.values(), gradients.values(), first.values(), second.values());
        }

        List<Parameter> moments() {
            List<Parameter> out = new ArrayList<>(first.named(".first"));
            out.addAll(second.named(".second"));
            return out;
        }
    }
}
