package io.rowmill.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Named tensors side by side in one, so that one operation updates all of them.
 *
 * @param values one-dimensional; zeros between the parts, which all start on a multiple of 64 bytes
 * @param parts views of {@code values}
 */
public record FlatTensors(NDArray values, List<Parameter> parts) {
    private static final int ALIGNMENT = 64 / Float.BYTES;

    public FlatTensors {
        parts = List.copyOf(parts);
    }

    /** Zeros of the names and shapes of {@code like}. */
    public static FlatTensors zeros(NDManager manager, List<Parameter> like) {
        long[] cuts = new long[2 * like.size()];
        long at = 0;
        for (int i = 0; i < like.size(); i++) {
            long end = at + like.get(i).value().size();
            cuts[2 * i] = end;
            at = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            cuts[2 * i + 1] = at;
        }
        NDArray values = manager.zeros(new Shape(at));
        NDList pieces = values.split(cuts);
        List<Parameter> parts = new ArrayList<>();
        for (int i = 0; i < like.size(); i++) {
            parts.add(new Parameter(
                    like.get(i).name(),
                    shaped(pieces.get(2 * i), like.get(i).value().getShape())));
        }
        return new FlatTensors(values, parts);
    }

    /** Matrices lie column by column: the weights of one input are neighbours, as a look-up wants them. */
    private static NDArray shaped(NDArray piece, Shape shape) {
        return shape.dimension() == 2
                ? piece.reshape(shape.get(1), shape.get(0)).transpose()
                : piece.reshape(shape);
    }

    /** Copies of {@code parameters}. */
    public static FlatTensors copy(NDManager manager, List<Parameter> parameters) {
        FlatTensors out = zeros(manager, parameters);
        for (int i = 0; i < parameters.size(); i++) {
            out.parts.get(i).assign(parameters.get(i).value());
        }
        return out;
    }

    public List<NDArray> tensors() {
        return parts.stream().map(Parameter::value).toList();
    }

    /** The parts under other names. */
    public List<Parameter> named(String suffix) {
        return parts.stream()
                .map(p -> new Parameter(p.name() + suffix, p.value()))
                .toList();
    }
}
