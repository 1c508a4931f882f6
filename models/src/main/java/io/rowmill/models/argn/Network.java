package io.rowmill.models.argn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.rowmill.core.random.Seed;
import io.rowmill.models.FlatTensors;
import io.rowmill.models.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Values of a network, or gradients of the same shapes: embeddings per sub-column, one hidden layer per learned sub-column (all side by
 * side), a linear layer from there to the logits of its codes.
 */
record Network(Layout layout, FlatTensors tensors) {
    private static final int FIRST = 2;

    /** @param frequencies per learned sub-column and code the training rows: logits start as their logarithm */
    static Network create(NDManager manager, Layout layout, int[][] frequencies, Seed seed) {
        SplittableRandom random = seed.derive("network").random();
        List<Parameter> parameters = new ArrayList<>();
        List<SubColumn> all = layout.all();
        for (int t = 0; t < all.size(); t++) {
            SubColumn of = all.get(t);
            parameters.add(Parameter.uniform(manager, "embedding" + t, 1, random, of.size(), of.embedding()));
        }
        int width = Layout.width(all);
        int units = Layout.units(layout.learned());
        parameters.add(Parameter.uniform(manager, "hidden.weight", width, random, units, width));
        parameters.add(Parameter.uniform(manager, "hidden.bias", width, random, units));
        for (int s = 0; s < layout.learned().size(); s++) {
            SubColumn of = layout.learned().get(s);
            parameters.add(
                    Parameter.uniform(manager, "head" + s + ".weight", of.hidden(), random, of.size(), of.hidden()));
            parameters.add(new Parameter("head" + s + ".bias", logarithms(manager, frequencies[s])));
        }
        return new Network(layout, FlatTensors.copy(manager, parameters));
    }

    private static NDArray logarithms(NDManager manager, int[] frequencies) {
        double total = 0;
        for (int frequency : frequencies) {
            total += frequency + 0.5;
        }
        float[] out = new float[frequencies.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) StrictMath.log((frequencies[i] + 0.5) / total);
        }
        return Parameter.aligned(manager, out, new ai.djl.ndarray.types.Shape(out.length));
    }

    /** Of the same shapes, zero. */
    Network zeros(NDManager manager) {
        return new Network(layout, FlatTensors.zeros(manager, tensors.parts()));
    }

    /** Per sub-column codes × width. */
    List<NDArray> embeddings() {
        return tensors.tensors().subList(0, layout.all().size());
    }

    /** Weight (units × inputs) and bias. */
    List<NDArray> first() {
        int from = layout.all().size();
        return tensors.tensors().subList(from, from + FIRST);
    }

    /** Per learned sub-column weight (codes × units) and bias. */
    List<NDArray> heads() {
        int from = layout.all().size() + FIRST;
        return tensors.tensors().subList(from, tensors.parts().size());
    }
}
