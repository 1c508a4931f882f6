package io.rowmill.models.ctgan;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates by the library's automatic differentiation: plain tensor operations, one backward pass per update, all memory of an
 * update in one manager. The gradient penalty needs no second-order differentiation, see {@link Critic#inputGradient}.
 */
final class AutogradStep implements TrainingStep {
    private static final float PENALTY_FACTOR = 10f;

    private final StepBatch.Shape shape;
    private final NDManager manager;
    private final Generator generator;
    private final Critic critic;
    private final OutputLayer output;
    private final Adam generatorAdam;
    private final Adam criticAdam;
    private final WeightAverage average;

    AutogradStep(StepBatch.Shape shape, CtganSettings settings, Seed seed, Device device) {
        this.shape = shape;
        this.manager = Torch.newManager(device);
        this.generator = new Generator(
                manager,
                shape.generatorInput(),
                settings.generatorDim(),
                shape.row().width(),
                seed.derive("generator").random());
        this.critic = new Critic(
                manager,
                shape.criticInput(),
                settings.discriminatorDim(),
                seed.derive("critic").random());
        this.output = new OutputLayer(shape.row());
        this.generatorAdam =
                new Adam(manager, generator.trainable(), settings.generatorLr(), settings.generatorDecay());
        this.criticAdam =
                new Adam(manager, critic.trainable(), settings.discriminatorLr(), settings.discriminatorDecay());
        this.average = new WeightAverage(manager, generator.all());
    }

    @Override
    public CriticLosses updateCritic(StepBatch.Contrast batch) {
        try (NDManager step = manager.newSubManager()) {
            NDArray fake = fakeRows(batch.fake(), step);
            NDArray packs =
                    fake.concat(batch.real().view(step), 0).reshape(new Shape(2L * shape.packs(), shape.criticInput()));
            Leaves leaves = new Leaves(critic.trainable(), step);
            NDArray wasserstein;
            NDArray penalty;
            try (GradientCollector gradients = Torch.collectGradients()) {
                NDArray z = critic.firstLayer(packs, leaves);
                NDArray scores = critic.scores(z, views(batch.fake().dropout(), step), leaves);
                wasserstein = meanScore(scores, 0).sub(meanScore(scores, 1));
                penalty = penalty(z, batch, leaves, step);
                gradients.backward(wasserstein.add(penalty.mul(PENALTY_FACTOR)));
            }
            criticAdam.step(parameter -> leaves.apply(parameter).getGradient());
            return new CriticLosses(wasserstein.getFloat(), penalty.getFloat());
        }
    }

    /** Fake rows with their condition and context, without a graph. */
    private NDArray fakeRows(StepBatch.Fake batch, NDManager step) {
        NDArray input = batch.generatorInput().view(step);
        NDArray logits = generator.forward(input, Parameter::value, true);
        return withGiven(output.activate(logits, batch.gumbel().view(step)), input);
    }

    /** @param half 0: the fakes, 1: the real rows */
    private NDArray meanScore(NDArray scores, int half) {
        return scores.split(new long[] {shape.packs()}, 0).get(half).mean();
    }

    /**
     * On interpolates between fake and real packs with one alpha per pack. The first layer is linear: its output for an
     * interpolate is the interpolate of its outputs.
     */
    private NDArray penalty(NDArray z, StepBatch.Contrast batch, Leaves leaves, NDManager step) {
        var halves = z.stopGradient().split(new long[] {shape.packs()}, 0);
        NDArray alpha = batch.alpha().view(step);
        NDArray interpolate =
                halves.get(1).mul(alpha).add(halves.get(0).mul(alpha.mul(-1f).add(1f)));
        List<NDArray> slopes = critic.slopes(interpolate, views(batch.interpolateDropout(), step));
        return Critic.gradientPenalty(critic.inputGradient(slopes, leaves));
    }

    @Override
    public GeneratorLosses updateGenerator(StepBatch.Fake batch) {
        try (NDManager step = manager.newSubManager()) {
            Leaves leaves = new Leaves(generator.trainable(), step);
            NDArray input = batch.generatorInput().view(step);
            NDArray adversarial;
            NDArray crossEntropy;
            try (GradientCollector gradients = Torch.collectGradients()) {
                NDArray logits = generator.forward(input, leaves, true);
                NDArray rows = withGiven(output.activate(logits, batch.gumbel().view(step)), input);
                NDArray packs = rows.reshape(new Shape(shape.packs(), shape.criticInput()));
                NDArray z = critic.firstLayer(packs, Parameter::value);
                adversarial = critic.scores(z, views(batch.dropout(), step), Parameter::value)
                        .mean()
                        .neg();
                crossEntropy = conditionLoss(logits, input);
                gradients.backward(crossEntropy == null ? adversarial : adversarial.add(crossEntropy));
            }
            generatorAdam.step(parameter -> leaves.apply(parameter).getGradient());
            average.update(generatorAdam.steps());
            return new GeneratorLosses(adversarial.getFloat(), crossEntropy == null ? 0 : crossEntropy.getFloat());
        }
    }

    /** @return null where there is nothing to condition on */
    private NDArray conditionLoss(NDArray logits, NDArray input) {
        int condition = shape.row().conditionWidth();
        if (condition == 0) {
            return null;
        }
        long[] cuts = {shape.noise(), shape.noise() + condition};
        return output.conditionLoss(logits, input.split(cuts, 1).get(1));
    }

    private NDArray withGiven(NDArray rows, NDArray input) {
        return shape.given() == 0
                ? rows
                : rows.concat(input.split(new long[] {shape.noise()}, 1).get(1), 1);
    }

    private static List<NDArray> views(List<HostTensor> tensors, NDManager step) {
        return tensors.stream().map(t -> t.view(step)).toList();
    }

    @Override
    public Map<String, TensorFile.Tensor> generator(Iterable<StepBatch.Fake> calibration) {
        Map<String, TensorFile.Tensor> averages = copies(average.parameters());
        Generator averaged = generator.copy(manager, averages);
        for (StepBatch.Fake batch : calibration) {
            try (NDManager step = manager.newSubManager()) {
                averaged.forward(batch.generatorInput().view(step), Parameter::value, true);
            }
        }
        return copies(averaged.all());
    }

    @Override
    public Map<String, TensorFile.Tensor> state() {
        return copies(allParameters());
    }

    private static Map<String, TensorFile.Tensor> copies(List<Parameter> parameters) {
        Map<String, TensorFile.Tensor> out = new LinkedHashMap<>();
        parameters.forEach(p -> out.put(p.name(), p.copy()));
        return out;
    }

    @Override
    public void restore(Map<String, TensorFile.Tensor> state, long criticUpdates, long generatorUpdates) {
        allParameters().forEach(p -> p.restore(state));
        criticAdam.restore(criticUpdates);
        generatorAdam.restore(generatorUpdates);
    }

    private List<Parameter> allParameters() {
        List<Parameter> out = new ArrayList<>(generator.all());
        out.addAll(critic.trainable());
        out.addAll(average.state());
        out.addAll(generatorAdam.state());
        out.addAll(criticAdam.state());
        return out;
    }

    @Override
    public void close() {
        manager.close();
    }
}
