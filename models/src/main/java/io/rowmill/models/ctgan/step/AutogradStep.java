package io.rowmill.models.ctgan.step;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.ctgan.batch.StepBatch;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.network.Critic;
import io.rowmill.models.ctgan.network.Generator;
import io.rowmill.models.ctgan.network.Generator.Normalization;
import io.rowmill.models.ctgan.network.Leaves;
import io.rowmill.models.ctgan.network.OutputLayer;
import io.rowmill.models.ctgan.settings.CtganSettings;
import io.rowmill.models.ctgan.settings.StepRates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Updates by the library's automatic differentiation: plain tensor operations, one backward pass per update, all memory of an
 * update in one manager. Slow and readable: what {@link ScriptStep} is held to. The gradient penalty needs no second-order
 * differentiation, see {@link Critic#inputGradient}. Waits in its constructor until no other job of this JVM differentiates;
 * made, used and closed by one thread.
 */
public final class AutogradStep implements TrainingStep {
    private static final float PENALTY_FACTOR = 10f;

    private final Torch.AutogradLease lease;
    private final BatchShape shape;
    private final CtganSettings settings;
    private final NDManager manager;
    private final Generator generator;
    private final Critic critic;
    private final OutputLayer output;
    private final Adam generatorAdam;
    private final Adam criticAdam;
    private final WeightAverage average;

    public AutogradStep(BatchShape shape, CtganSettings settings, Seed seed, Device device) {
        this.lease = Torch.leaseAutograd();
        this.shape = shape;
        this.settings = settings;
        this.manager = Torch.newManager(device);
        this.generator = Generator.create(manager, shape, settings, seed);
        this.critic = Critic.create(manager, shape, settings, seed);
        this.output = new OutputLayer(shape.row());
        this.generatorAdam = new Adam(manager, generator.trainable(), settings.generatorDecay());
        this.criticAdam = new Adam(manager, critic.trainable(), settings.discriminatorDecay());
        this.average = new WeightAverage(manager, generator.all());
    }

    @Override
    public Losses update(long step, StepBatch batch, StepRates.Factors factors) {
        StepRates rates = StepRates.of(settings, step, factors);
        double wasserstein = 0;
        double penalty = 0;
        int updates = batch.contrasts().size();
        for (int k = 0; k < updates; k++) {
            float[] losses =
                    updateCritic(batch.contrasts().get(k), rates.critic().get(k));
            wasserstein += losses[0] / updates;
            penalty += losses[1] / updates;
        }
        float[] losses = updateGenerator(batch.last(), rates);
        return new Losses(wasserstein, penalty, losses[0], losses[1]);
    }

    private float[] updateCritic(StepBatch.Contrast batch, StepRates.Adam rates) {
        try (NDManager step = manager.newSubManager()) {
            NDArray fake = fakeRows(batch.fake(), step);
            NDArray real = pack(batch.real().view(step), () -> batch.realConditions(shape, step));
            NDArray packs = fake.concat(real, 0);
            List<NDList> dropout = batch.dropout().stream()
                    .map(mask -> mask.view(step).split(new long[] {2L * shape.packs()}, 0))
                    .toList();
            Leaves leaves = new Leaves(critic.trainable(), step);
            NDArray wasserstein;
            NDArray penalty;
            try (GradientCollector gradients = Torch.collectGradients()) {
                NDArray z = critic.firstLayer(packs, leaves);
                NDArray scores = critic.scores(z, half(dropout, 0), leaves);
                wasserstein = meanScore(scores, 0).sub(meanScore(scores, 1));
                penalty = penalty(z, batch.alpha().view(step), half(dropout, 1), leaves);
                gradients.backward(wasserstein.add(penalty.mul(PENALTY_FACTOR)));
            }
            criticAdam.step(rates, parameter -> leaves.apply(parameter).getGradient());
            return new float[] {wasserstein.getFloat(), penalty.getFloat()};
        }
    }

    private static List<NDArray> half(List<NDList> masks, int which) {
        return masks.stream().map(mask -> mask.get(which)).toList();
    }

    /** Packs of fake rows, without a graph. */
    private NDArray fakeRows(StepBatch.Fake batch, NDManager step) {
        NDArray logits =
                generator.forward(batch.generatorInput(shape, step), Parameter::value, Normalization.BATCH_TRACKED);
        return fakePacks(logits, batch, step);
    }

    /** @param half 0: the fakes, 1: the real rows */
    private NDArray meanScore(NDArray scores, int half) {
        return scores.split(new long[] {shape.packs()}, 0).get(half).mean();
    }

    /**
     * On interpolates between the first fake and real packs with one alpha per pack. The first layer is linear: its output for an
     * interpolate is the interpolate of its outputs.
     */
    private NDArray penalty(NDArray z, NDArray alpha, List<NDArray> dropout, Leaves leaves) {
        NDList halves = z.stopGradient().split(new long[] {shape.packs()}, 0);
        NDArray share = firstOf(alpha);
        NDArray real = firstOf(halves.get(1)).mul(share);
        NDArray fake = firstOf(halves.get(0)).mul(share.mul(-1f).add(1f));
        List<NDArray> masks = dropout.stream().map(this::firstOf).toList();
        return Critic.gradientPenalty(critic.inputGradient(critic.slopes(real.add(fake), masks), leaves));
    }

    private NDArray firstOf(NDArray packs) {
        return packs.get(":" + shape.penalized());
    }

    private float[] updateGenerator(StepBatch.Contrast batch, StepRates rates) {
        try (NDManager step = manager.newSubManager()) {
            Leaves leaves = new Leaves(generator.trainable(), step);
            NDArray input = batch.fake().generatorInput(shape, step);
            NDArray adversarial;
            NDArray crossEntropy;
            try (GradientCollector gradients = Torch.collectGradients()) {
                NDArray logits = generator.forward(input, leaves, Normalization.BATCH);
                NDArray z = critic.firstLayer(fakePacks(logits, batch.fake(), step), Parameter::value);
                adversarial = critic.scores(z, ofFakes(batch.dropout(), step), Parameter::value)
                        .mean()
                        .neg();
                crossEntropy = conditionLoss(logits, input);
                gradients.backward(crossEntropy == null ? adversarial : adversarial.add(crossEntropy));
            }
            generatorAdam.step(
                    rates.generator(), parameter -> leaves.apply(parameter).getGradient());
            average.update(rates.averageShare());
            return new float[] {adversarial.getFloat(), crossEntropy == null ? 0 : crossEntropy.getFloat()};
        }
    }

    /** @return null where there is nothing to condition on */
    private @Nullable NDArray conditionLoss(NDArray logits, NDArray input) {
        int condition = shape.row().conditionWidth();
        if (condition == 0) {
            return null;
        }
        long[] cuts = {shape.noise(), shape.noise() + condition};
        return output.conditionLoss(logits, input.split(cuts, 1).get(1));
    }

    private NDArray fakePacks(NDArray logits, StepBatch.Fake batch, NDManager step) {
        NDArray rows = output.activate(logits, batch.gumbel().view(step));
        if (shape.carried() > 0) {
            NDList input = batch.input().view(step).split(new long[] {shape.noise()}, 1);
            rows = rows.concat(input.get(1), 1);
        }
        return pack(rows, () -> batch.conditions(shape, step));
    }

    /** Rows side by side, then their looked-up conditions side by side. */
    private NDArray pack(NDArray rows, Supplier<NDArray> conditions) {
        Shape packs = new Shape(rows.getShape().get(0) / shape.pac(), -1);
        return shape.lookedUp() == 0
                ? rows.reshape(packs)
                : rows.reshape(packs).concat(conditions.get().reshape(packs), 1);
    }

    private List<NDArray> ofFakes(List<HostTensor> masks, NDManager step) {
        return masks.stream().map(mask -> mask.view(step, 0, shape.packs())).toList();
    }

    @Override
    public TrainingState state() {
        List<Parameter> all = new ArrayList<>(generator.all());
        all.addAll(critic.trainable());
        all.addAll(average.state());
        all.addAll(generatorAdam.state());
        all.addAll(criticAdam.state());
        return new TrainingState(manager, shape, generator, average.parameters(), all);
    }

    @Override
    public void close() {
        manager.close();
        lease.close();
    }
}
