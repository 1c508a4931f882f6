package io.rowmill.models.argn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained {@link Network} as rows are drawn with it in the natural order: the hidden layer reads codes, so what it makes of each is
 * worked out once. {@code ordered.torchscript} has the shapes.
 *
 * @param hidden per learned sub-column what the codes before it add to its hidden units
 * @param heads per learned sub-column weight and bias of its logits
 * @param starts per sub-column the row of its first code in {@code hidden}
 */
record HiddenTables(List<NDArray> hidden, List<NDArray> heads, NDArray starts) {
    /** 64 MiB: larger tables lie in no cache, and memory is slower than a product. */
    private static final long MOST_VALUES = 16L << 20;

    /** Whether the tables of a network of this layout are worth their memory. */
    static boolean areSmall(Layout layout) {
        long values = 0;
        long rows = 1;
        for (SubColumn column : layout.all()) {
            values += rows * column.hidden();
            rows += column.size();
        }
        return values <= MOST_VALUES;
    }

    static HiddenTables of(NDManager manager, Network network) {
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> hidden = new ArrayList<>();
            List<NDArray> heads = new ArrayList<>();
            NDArray byCode = byCode(network, memory);
            int given = network.layout().given().size();
            float[] starts = starts(network.layout());
            int unit = 0;
            for (int s = 0; s < network.layout().learned().size(); s++) {
                int units = network.layout().learned().get(s).hidden();
                hidden.add(kept(
                        manager,
                        withColumn(byCode.get(new NDIndex(
                                "0:{}, {}:{}", (long) starts[given + s], (long) unit, (long) unit + units)))));
                heads.add(kept(
                        manager,
                        head(network.heads().get(2 * s), network.heads().get(2 * s + 1))));
                unit += units;
            }
            return new HiddenTables(hidden, heads, manager.create(starts, new Shape(1, starts.length)));
        }
    }

    /** The bias, then what each code of each sub-column adds: rows × units of all learned sub-columns. */
    private static NDArray byCode(Network network, NDManager memory) {
        NDArray weight = network.first().get(0).duplicate();
        NDArray bias = network.first().get(1).duplicate();
        weight.attach(memory);
        bias.attach(memory);
        NDList rows = new NDList(bias.reshape(1, bias.size()));
        long input = 0;
        for (NDArray embedding : network.embeddings()) {
            NDArray table = embedding.duplicate();
            table.attach(memory);
            long width = table.getShape().get(1);
            rows.add(table.matMul(
                    weight.get(new NDIndex(":, {}:{}", input, input + width)).transpose()));
            input += width;
        }
        return NDArrays.concat(rows, 0);
    }

    /** The bias's row gets a one, all others a zero: it carries the bias of the logits. */
    private static NDArray withColumn(NDArray table) {
        NDArray column = table.getManager().zeros(new Shape(table.getShape().get(0), 1));
        column.set(new NDIndex("0, 0"), 1f);
        return NDArrays.concat(new NDList(table, column), 1);
    }

    private static NDArray head(NDArray weight, NDArray bias) {
        return NDArrays.concat(new NDList(weight.transpose(), bias.reshape(1, bias.size())), 0);
    }

    private static NDArray kept(NDManager manager, NDArray values) {
        NDArray copy = values.duplicate();
        values.close();
        copy.attach(manager);
        return copy;
    }

    private static float[] starts(Layout layout) {
        float[] starts = new float[layout.all().size()];
        float at = 1;
        for (int t = 0; t < starts.length; t++) {
            starts[t] = at;
            at += layout.all().get(t).size();
        }
        return starts;
    }
}
