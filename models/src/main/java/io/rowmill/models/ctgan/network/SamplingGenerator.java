package io.rowmill.models.ctgan.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import io.rowmill.models.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained {@link Generator} as rows are sampled with it, in fewer operations: normalization by fixed statistics becomes part of
 * the weights, and the condition, one-hot or nothing, is looked up in a table instead of multiplied.
 */
public final class SamplingGenerator {
    private final List<Layer> hidden = new ArrayList<>();
    private final Layer output;

    /**
     * y = W x + b, its columns for the condition apart.
     *
     * @param weight outputs × other inputs
     * @param byCondition (conditions + 1) × outputs: a condition's column plus b; last, for no condition, b alone
     */
    private record Layer(NDArray weight, NDArray byCondition) {
        NDArray apply(NDArray x, NDArray conditions) {
            NDArray given = Embedding.embedding(conditions, byCondition, SparseFormat.DENSE)
                    .singletonOrThrow();
            return Linear.linear(x, weight).singletonOrThrow().addi(given);
        }
    }

    /**
     * @param manager where the weights live
     * @param conditionWidth categories of the condition; they come before the context in the generator's input
     */
    public SamplingGenerator(NDManager manager, Generator generator, int conditionWidth, int contextWidth) {
        Columns columns = new Columns(manager, conditionWidth, contextWidth);
        for (Generator.Affine affine : generator.affine()) {
            hidden.add(columns.split(affine));
        }
        output = hidden.remove(hidden.size() - 1);
    }

    /**
     * @param input noise and context: rows × (noise + context)
     * @param conditions per row the position of its category in the condition; the condition's width: none
     * @return logits
     */
    public NDArray forward(NDArray input, NDArray conditions) {
        NDArray x = input;
        for (Layer layer : hidden) {
            x = Activation.relu(layer.apply(x, conditions)).concat(x, 1);
        }
        return output.apply(x, conditions);
    }

    /** Where the condition's columns lie in the weights of every layer: before the context's, which come last. */
    private record Columns(NDManager manager, int condition, int context) {
        Layer split(Generator.Affine affine) {
            int outputs = affine.bias().length;
            int inputs = affine.weight().length / outputs;
            int before = inputs - context - condition;
            float[] weight = new float[outputs * (inputs - condition)];
            float[] table = new float[(condition + 1) * outputs];
            for (int o = 0; o < outputs; o++) {
                int row = o * inputs;
                int at = o * (inputs - condition);
                System.arraycopy(affine.weight(), row, weight, at, before);
                System.arraycopy(affine.weight(), row + before + condition, weight, at + before, context);
                for (int c = 0; c < condition; c++) {
                    table[c * outputs + o] = affine.weight()[row + before + c] + affine.bias()[o];
                }
                table[condition * outputs + o] = affine.bias()[o];
            }
            return new Layer(
                    Parameter.aligned(manager, weight, new Shape(outputs, inputs - condition)),
                    Parameter.aligned(manager, table, new Shape(condition + 1, outputs)));
        }
    }
}
