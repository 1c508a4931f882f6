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
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double AVERAGE_DECAY = 0.998;

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

    /**
     * The numbers of an update by Adam (Kingma and Ba, arXiv 1412.6980, end of section 2), and the averages' share.
     *
     * @param update ordinal from 1
     * @return rate, epsilon, decay, share of the new values in the averages
     */
    static double[] rates(long update, double rate, double decay) {
        double correction1 = 1 - StrictMath.pow(BETA1, update);
        double correction2 = StrictMath.sqrt(1 - StrictMath.pow(BETA2, update));
        double keep = Math.min(AVERAGE_DECAY, (1.0 + update) / (10.0 + update));
        return new double[] {rate * correction2 / correction1, EPSILON * correction2, rate * decay, 1 - keep};
    }

    /**
     * What a step's script reads and writes.
     *
     * @param network the values, or their averages
     */
    List<List<NDArray>> tensors(Network network, List<NDArray> maps, List<NDArray> batch, List<NDArray> work) {
        return List.of(
                network.embeddings(),
                network.first(),
                network.heads(),
                gradients.embeddings(),
                gradients.first(),
                gradients.heads(),
                flat(),
                maps,
                batch,
                work);
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
