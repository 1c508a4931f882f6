package io.rowmill.models.argn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One training step, or the validation of a batch, as one call of a script whose backward pass is written by hand. */
final class ArgnStep implements AutoCloseable {

    /** Dropout masks are pieces of this many values, at places drawn per step: drawing them anew would take longer than the rest. */
    private static final int POOL = 1 << 22;

    private final NDManager manager;
    private final TorchScript script;
    private final Layout layout;
    private final Weights weights;
    private final List<NDArray> maps;
    private final List<NDArray> work;
    private final NDArray pool;
    private final int rows;

    ArgnStep(Layout layout, int[][] frequencies, int rows, double dropout, Seed seed, Device device) {
        this.layout = layout;
        this.rows = rows;
        int width = Layout.width(layout.all());
        int units = Layout.units(layout.learned());
        int dropped = HostTensor.size(rows, 2 * Math.max(width, units));
        manager = Torch.newManager(device);
        script = TorchScript.load(ArgnStep.class, "training-step.torchscript", false, device);
        weights = new Weights(manager, layout, frequencies, seed);
        maps = maps(manager, layout);
        work = work(manager, layout, rows);
        pool = pool(dropout, Math.max(POOL, dropped), seed);
    }

    /** The sub-column that each input belongs to; that each hidden unit belongs to. */
    static List<NDArray> maps(NDManager manager, Layout layout) {
        return List.of(
                manager.create(owners(layout.all(), SubColumn::embedding, 0)),
                manager.create(owners(
                        layout.learned(), SubColumn::hidden, layout.given().size())));
    }

    /** Memory for inputs, hidden units before their activation, hidden units. */
    static List<NDArray> work(NDManager manager, Layout layout, int rows) {
        int width = Layout.width(layout.all());
        int units = Layout.units(layout.learned());
        return List.of(
                manager.zeros(new Shape(rows, width)),
                manager.zeros(new Shape(rows, units)),
                manager.zeros(new Shape(rows, units)));
    }

    private interface Width {
        int of(SubColumn column);
    }

    /** Per unit the ordinal of its sub-column. */
    private static long[] owners(List<SubColumn> columns, Width width, int firstOrdinal) {
        long[] out = new long[columns.stream().mapToInt(width::of).sum()];
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            for (int k = 0; k < width.of(columns.get(i)); k++) {
                out[at++] = (long) firstOrdinal + i;
            }
        }
        return out;
    }

    private NDArray pool(double dropout, int size, Seed seed) {
        SplittableRandom random = seed.derive("dropout").random();
        float kept = (float) (1 / (1 - dropout));
        float[] out = new float[size];
        for (int i = 0; i < size; i++) {
            out[i] = random.nextDouble() < dropout ? 0 : kept;
        }
        return Parameter.aligned(manager, out, new Shape(size));
    }

    /**
     * @param codes rows × all sub-columns
     * @param ranks orders × all sub-columns; as many rows learn each order
     * @param update ordinal from 1
     * @return mean cross-entropy, summed over the learned sub-columns, before the update
     */
    double update(HostTensor codes, HostTensor ranks, long update, double rate, double decay, SplittableRandom random) {
        double[] rates = Weights.rates(update, rate, decay);
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> batch = new ArrayList<>(List.of(codes.view(memory), ranks.view(memory)));
            batch.add(dropout(work.get(0), random, memory));
            batch.add(dropout(work.get(1), random, memory));
            return sum(run(weights.values(), batch, rates, memory));
        }
    }

    private NDArray dropout(NDArray like, SplittableRandom random, NDManager memory) {
        long size = like.size();
        long start = random.nextLong(pool.size() - size + 1);
        NDList pieces = pool.split(new long[] {start, start + size});
        pieces.attach(memory);
        return pieces.get(1).reshape(like.getShape());
    }

    /** Loss of a batch by the averaged weights. */
    double loss(HostTensor codes, HostTensor ranks) {
        try (NDManager memory = manager.newSubManager()) {
            return sum(run(weights.averages(), List.of(codes.view(memory), ranks.view(memory)), new double[0], memory));
        }
    }

    private NDArray run(Network network, List<NDArray> batch, double[] rates, NDManager memory) {
        return script.run(weights.tensors(network, maps, batch, work), List.of(rates), memory);
    }

    private static double sum(NDArray losses) {
        double sum = 0;
        for (float loss : losses.toFloatArray()) {
            sum += loss;
        }
        return sum;
    }

    Weights weights() {
        return weights;
    }

    int rows() {
        return rows;
    }

    Layout layout() {
        return layout;
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }
}
