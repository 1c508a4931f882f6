package io.rowmill.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A named tensor that training changes in place. */
public record Parameter(String name, NDArray value) {
    /** Uniform in ±1/sqrt(fanIn), as usual for linear layers. */
    public static Parameter uniform(NDManager manager, String name, int fanIn, SplittableRandom random, long... shape) {
        double bound = 1 / StrictMath.sqrt(fanIn);
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return new Parameter(name, aligned(manager, values, new Shape(shape)));
    }

    public static Parameter constant(NDManager manager, String name, float value, int length) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return new Parameter(name, aligned(manager, values, new Shape(length)));
    }

    /** An independent parameter of the same name and values. */
    public Parameter copyIn(NDManager manager) {
        return new Parameter(name, aligned(manager, value.toFloatArray(), value.getShape()));
    }

    /** In memory of the library's own, which is aligned alike in every run; an array's copy lies where the JVM put it. */
    public static NDArray aligned(NDManager manager, float[] values, Shape shape) {
        try (NDArray copy = manager.create(values, shape)) {
            return copy.duplicate();
        }
    }

    /** A copy of the values. */
    public TensorFile.Tensor copy() {
        List<Long> shape = LongStream.of(value.getShape().getShape()).boxed().toList();
        return new TensorFile.Tensor(shape, value.toFloatArray());
    }

    /**
     * Into the memory that the value has: an array set as a tensor's values would be taken for its memory, wherever the JVM put it,
     * and a view would be a view no longer.
     */
    public void assign(NDArray values) {
        value.set(new NDIndex("..."), values);
    }

    /** @throws IllegalArgumentException if {@code tensors} has no values of this name and shape */
    public void restore(Map<String, TensorFile.Tensor> tensors) {
        TensorFile.Tensor tensor = tensors.get(name);
        if (tensor == null || !new Shape(tensor.shape()).equals(value.getShape())) {
            throw new IllegalArgumentException("no tensor " + name + " of shape " + value.getShape());
        }
        try (NDArray copy = value.getManager().create(tensor.values(), value.getShape())) {
            assign(copy);
        }
    }
}
