package io.rowmill.models.argn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.rowmill.core.random.Seed;
import io.rowmill.models.FlatTensors;
import io.rowmill.models.Parameter;
import io.rowmill.models.TensorFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights of a training, with what its optimizer remembers of each. */
final class Weights {
    private final Network values;
    private final Network gradients;
    private final Network averages;
    private final FlatTensors first;
    private final FlatTensors second;
    private final FlatTensors best;

    /** @param frequencies per learned sub-column and code the training rows: logits start as their logarithm */
    Weights(NDManager manager, Layout layout, int[][] frequencies, Seed seed) {
        values = Network.create(manager, layout, frequencies, seed);
        gradients = values.zeros(manager);
        averages =
                new Network(layout, FlatTensors.copy(manager, values.tensors().parts()));
        first = FlatTensors.zeros(manager, values.tensors().parts());
        second = FlatTensors.zeros(manager, values.tensors().parts());
        best = FlatTensors.copy(manager, values.tensors().parts());
    }

    Network values() {
        return values;
    }

    Network gradients() {
        return gradients;
    }

    /** The sum of gradients begins anew. */
    void clearGradients() {
        gradients.tensors().values().set(new NDIndex("..."), 0);
    }

    /** Moving averages of the values. */
    Network averages() {
        return averages;
    }

    /** All values, gradients, first and second moments, averages. */
    List<NDArray> flat() {
        return List.of(
                values.tensors().values(),
                gradients.tensors().values(),
                first.values(),
                second.values(),
                averages.tensors().values());
    }

    /** @param weights by name; what training goes on from */
    void start(Map<String, TensorFile.Tensor> weights) {
        values.tensors().parts().forEach(p -> p.restore(weights));
        averages.tensors().parts().forEach(p -> p.restore(weights));
        best.parts().forEach(p -> p.restore(weights));
    }

    /** Keeps the averaged weights as the best ones. */
    void keepAsBest() {
        for (int i = 0; i < best.parts().size(); i++) {
            best.parts().get(i).assign(averages.tensors().parts().get(i).value());
        }
    }

    /** What {@link #keepAsBest} kept. */
    List<Parameter> best() {
        return best.parts();
    }

    /** Copies of these, by name. */
    static Map<String, TensorFile.Tensor> copies(List<Parameter> parameters) {
        Map<String, TensorFile.Tensor> out = new LinkedHashMap<>();
        parameters.forEach(p -> out.put(p.name(), p.copy()));
        return out;
    }

    /** Everything that later updates depend on. */
    List<Parameter> state() {
        List<Parameter> out = new ArrayList<>(values.tensors().parts());
        out.addAll(first.named(".first"));
        out.addAll(second.named(".second"));
        out.addAll(averages.tensors().named(".average"));
        out.addAll(best.named(".best"));
        return out;
    }
}
