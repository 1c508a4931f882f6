package io.rowmill.models.ctgan.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import io.rowmill.core.random.Seed;
import io.rowmill.models.Parameter;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Packs of rows (packs × pac·row width) to scores (packs × 1). For each hidden size: Linear, LeakyReLU(0.2), dropout where it is asked for; then
 * one linear layer. A layer's activation is written z∘S with S = leaky slope × dropout mask: the critic is piecewise linear, and
 * S is all that is needed for its input gradient.
 */
public final class Critic {
    private static final float LEAKY_SLOPE = 0.2f;
    private static final float NORM_EPSILON = 1e-12f;

    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final List<Parameter> trainable = new ArrayList<>();

    Critic(NDManager manager, int input, List<Integer> hidden, SplittableRandom random) {
        int width = input;
        for (int size : hidden) {
            add(manager, "critic.hidden" + weights.size(), width, size, random);
            width = size;
        }
        add(manager, "critic.output", width, 1, random);
    }

    public static Critic create(NDManager manager, BatchShape shape, CtganSettings settings, Seed seed) {
        return new Critic(
                manager,
                shape.criticInput(),
                settings.discriminatorDim(),
                seed.derive("critic").random());
    }

    private void add(NDManager manager, String name, int width, int size, SplittableRandom random) {
        weights.add(Parameter.uniform(manager, name + ".weight", width, random, size, width));
        biases.add(Parameter.uniform(manager, name + ".bias", width, random, size));
        trainable.add(weights.get(weights.size() - 1));
        trainable.add(biases.get(biases.size() - 1));
    }

    /** What the optimizer changes. */
    public List<Parameter> trainable() {
        return trainable;
    }

    int hiddenLayers() {
        return weights.size() - 1;
    }

    /** Output of the first linear layer: packs × first hidden size. */
    public NDArray firstLayer(NDArray packs, Function<Parameter, NDArray> parameters) {
        return linear(0, packs, parameters);
    }

    /**
     * The rest of the network.
     *
     * @param z what {@link #firstLayer} gave
     * @param dropout per hidden layer a mask of 0 and what makes up for it, 1 by the share that stays; none without dropout
     */
    public NDArray scores(NDArray z, List<NDArray> dropout, Function<Parameter, NDArray> parameters) {
        NDArray x = z;
        for (int layer = 0; layer < hiddenLayers(); layer++) {
            x = linear(layer + 1, x.mul(slopes(x, dropout, layer)), parameters);
        }
        return x;
    }

    /**
     * S of every hidden layer for given first-layer outputs; constants, no gradient flows through them.
     *
     * @param z outputs of the first layer
     */
    public List<NDArray> slopes(NDArray z, List<NDArray> dropout) {
        List<NDArray> out = new ArrayList<>();
        NDArray x = z.stopGradient();
        for (int layer = 0; layer < hiddenLayers(); layer++) {
            NDArray slopes = slopes(x, dropout, layer);
            out.add(slopes);
            if (layer + 1 < hiddenLayers()) {
                x = linear(layer + 1, x.mul(slopes), Parameter::value);
            }
        }
        return out;
    }

    private static NDArray slopes(NDArray z, List<NDArray> dropout, int layer) {
        NDArray positive = z.stopGradient().gt(0f).toType(DataType.FLOAT32, false);
        NDArray slopes = positive.muli(1 - LEAKY_SLOPE).addi(LEAKY_SLOPE);
        return dropout.isEmpty() ? slopes : slopes.muli(dropout.get(layer));
    }

    /**
     * Gradient of the score with respect to the input, by forward operations only: V = S∘w for the output layer, V ← S∘(V W)
     * downwards, g = V W of the first layer. Differentiating it once gives what double backward would (S is constant almost
     * everywhere).
     *
     * @return packs × input width
     */
    public NDArray inputGradient(List<NDArray> slopes, Function<Parameter, NDArray> parameters) {
        NDArray v = slopes.get(hiddenLayers() - 1).mul(parameters.apply(weights.get(hiddenLayers())));
        for (int layer = hiddenLayers() - 1; layer > 0; layer--) {
            v = slopes.get(layer - 1).mul(v.matMul(parameters.apply(weights.get(layer))));
        }
        return v.matMul(parameters.apply(weights.get(0)));
    }

    /** Mean of (|g| − 1)² over packs (Gulrajani et al., Improved Training of Wasserstein GANs, arXiv 1704.00028). */
    public static NDArray gradientPenalty(NDArray inputGradient) {
        NDArray norm =
                inputGradient.square().sum(new int[] {1}).add(NORM_EPSILON).sqrt();
        return norm.sub(1f).square().mean();
    }

    private NDArray linear(int layer, NDArray x, Function<Parameter, NDArray> parameters) {
        return Linear.linear(x, parameters.apply(weights.get(layer)), parameters.apply(biases.get(layer)))
                .singletonOrThrow();
    }
}
