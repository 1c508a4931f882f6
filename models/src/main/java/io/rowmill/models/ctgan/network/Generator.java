package io.rowmill.models.ctgan.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import io.rowmill.core.random.Seed;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Noise, condition and context (rows × input) to logits (rows × output). For each hidden size: x = concat(ReLU(BatchNorm(Linear(x))), x);
 * then one linear layer.
 */
public final class Generator {
    /** Share of the old running statistics that an update keeps. */
    private static final float BATCH_NORM_MOMENTUM = 0.9f;

    private static final float BATCH_NORM_EPSILON = 1e-5f;

    private final List<Residual> residuals = new ArrayList<>();
    private final Parameter outputWeight;
    private final Parameter outputBias;
    private final List<Parameter> trainable = new ArrayList<>();
    private final List<Parameter> statistics = new ArrayList<>();

    /** Parameters live in {@code manager} with fresh values. */
    public Generator(NDManager manager, int input, List<Integer> hidden, int output, SplittableRandom random) {
        int width = input;
        for (int size : hidden) {
            Residual residual = Residual.create(manager, residuals.size(), width, size, random);
            residuals.add(residual);
            trainable.addAll(List.of(residual.weight, residual.bias, residual.scale, residual.shift));
            statistics.addAll(List.of(residual.mean, residual.variance));
            width += size;
        }
        outputWeight = Parameter.uniform(manager, "generator.output.weight", width, random, output, width);
        outputBias = Parameter.uniform(manager, "generator.output.bias", width, random, output);
        trainable.addAll(List.of(outputWeight, outputBias));
    }

    public static Generator create(NDManager manager, BatchShape shape, CtganSettings settings, Seed seed) {
        return new Generator(
                manager,
                shape.generatorInput(),
                settings.generatorDim(),
                shape.row().width(),
                seed.derive("generator").random());
    }

    private Generator(List<Residual> residuals, Parameter outputWeight, Parameter outputBias) {
        this.residuals.addAll(residuals);
        this.outputWeight = outputWeight;
        this.outputBias = outputBias;
        for (Residual residual : residuals) {
            trainable.addAll(List.of(residual.weight, residual.bias, residual.scale, residual.shift));
            statistics.addAll(List.of(residual.mean, residual.variance));
        }
        trainable.addAll(List.of(outputWeight, outputBias));
    }

    /** By which statistics layers normalize. */
    public enum Normalization {
        BATCH,
        /** The batch's, which update the running ones. */
        BATCH_TRACKED,
        RUNNING
    }

    /** A generator of the same shape with other values, by parameter name. */
    public Generator copy(NDManager manager, Map<String, TensorFile.Tensor> values) {
        Generator copy = new Generator(
                residuals.stream().map(r -> r.copy(manager)).toList(),
                outputWeight.copyIn(manager),
                outputBias.copyIn(manager));
        copy.all().forEach(p -> p.restore(values));
        return copy;
    }

    /** What the optimizer changes. */
    public List<Parameter> trainable() {
        return trainable;
    }

    /** Trainable parameters and the running means and variances of the normalization layers. */
    public List<Parameter> all() {
        List<Parameter> out = new ArrayList<>(trainable);
        out.addAll(statistics);
        return out;
    }

    /**
     * @param parameters gives the tensor of a parameter: its value, or its leaf in a graph
     */
    public NDArray forward(NDArray input, Function<Parameter, NDArray> parameters, Normalization normalization) {
        return Linear.linear(
                        hidden(input, parameters, normalization),
                        parameters.apply(outputWeight),
                        parameters.apply(outputBias))
                .singletonOrThrow();
    }

    /** Lets the running statistics see one more batch; the output layer has none. */
    public void track(NDArray input) {
        hidden(input, Parameter::value, Normalization.BATCH_TRACKED);
    }

    private NDArray hidden(NDArray input, Function<Parameter, NDArray> parameters, Normalization normalization) {
        NDArray x = input;
        for (Residual residual : residuals) {
            x = residual.forward(x, parameters, normalization);
        }
        return x;
    }

    /**
     * The layers without their non-linearities, normalization by the running statistics included, the output layer last.
     */
    List<Affine> affine() {
        List<Affine> out = new ArrayList<>();
        residuals.forEach(residual -> out.add(residual.affine()));
        out.add(new Affine(
                outputWeight.value().toFloatArray(), outputBias.value().toFloatArray()));
        return out;
    }

    /**
     * y = W x + b.
     *
     * @param weight outputs × inputs, row-major
     */
    record Affine(float[] weight, float[] bias) {}

    private record Residual(
            Parameter weight, Parameter bias, Parameter scale, Parameter shift, Parameter mean, Parameter variance) {
        static Residual create(NDManager manager, int index, int input, int size, SplittableRandom random) {
            String name = "generator.residual" + index + ".";
            return new Residual(
                    Parameter.uniform(manager, name + "weight", input, random, size, input),
                    Parameter.uniform(manager, name + "bias", input, random, size),
                    Parameter.constant(manager, name + "scale", 1, size),
                    Parameter.constant(manager, name + "shift", 0, size),
                    Parameter.constant(manager, name + "mean", 0, size),
                    Parameter.constant(manager, name + "variance", 1, size));
        }

        Residual copy(NDManager manager) {
            return new Residual(
                    weight.copyIn(manager),
                    bias.copyIn(manager),
                    scale.copyIn(manager),
                    shift.copyIn(manager),
                    mean.copyIn(manager),
                    variance.copyIn(manager));
        }

        /** W' = g W and b' = g (b - mean) + shift with g = scale / sqrt(variance + epsilon). */
        Affine affine() {
            float[] weights = weight.value().toFloatArray();
            float[] biases = bias.value().toFloatArray();
            float[] means = mean.value().toFloatArray();
            float[] variances = variance.value().toFloatArray();
            float[] scales = scale.value().toFloatArray();
            float[] shifts = shift.value().toFloatArray();
            int inputs = weights.length / biases.length;
            for (int o = 0; o < biases.length; o++) {
                float gain = (float) (scales[o] / Math.sqrt(variances[o] + BATCH_NORM_EPSILON));
                for (int i = o * inputs; i < (o + 1) * inputs; i++) {
                    weights[i] *= gain;
                }
                biases[o] = gain * (biases[o] - means[o]) + shifts[o];
            }
            return new Affine(weights, biases);
        }

        NDArray forward(NDArray x, Function<Parameter, NDArray> parameters, Normalization normalization) {
            boolean untracked = normalization == Normalization.BATCH;
            NDArray linear = Linear.linear(x, parameters.apply(weight), parameters.apply(bias))
                    .singletonOrThrow();
            NDArray normalized = BatchNorm.batchNorm(
                            linear,
                            untracked ? copy(mean.value(), x.getManager()) : mean.value(),
                            untracked ? copy(variance.value(), x.getManager()) : variance.value(),
                            parameters.apply(scale),
                            parameters.apply(shift),
                            1,
                            BATCH_NORM_MOMENTUM,
                            BATCH_NORM_EPSILON,
                            normalization != Normalization.RUNNING)
                    .singletonOrThrow();
            return Activation.relu(normalized).concat(x, 1);
        }

        private static NDArray copy(NDArray tensor, NDManager memory) {
            NDArray copy = tensor.duplicate();
            copy.attach(memory);
            return copy;
        }
    }
}
