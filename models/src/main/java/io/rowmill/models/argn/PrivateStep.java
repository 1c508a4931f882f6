package io.rowmill.models.argn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.rowmill.core.random.Seed;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Parameter;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.util.Arrays;
import java.util.List;

/**
 * A training step under differential privacy: what each row says is limited before it is added to what others say, and noise is added
 * to the sum. A row's gradient is never held: its norm follows from the squares of what each layer gets and gives.
 */
final class PrivateStep implements AutoCloseable {
    private static final double TINY = 1e-6;

    private final NDManager manager;
    private final TorchScript script;
    private final Weights weights;
    private final List<NDArray> maps;
    private final List<NDArray> work;
    private final NDArray folded;
    private final int rows;

    /**
     * @param frequencies per learned sub-column and code the rows that logits start from, none of them a real one
     * @param rows at most in one batch; a step may have several
     */
    PrivateStep(Layout layout, int[][] frequencies, int rows, Seed seed, Device device) {
        this.rows = rows;
        manager = Torch.newManager(device);
        script = TorchScript.load(PrivateStep.class, "private-step.torchscript", false, device);
        weights = new Weights(manager, layout, frequencies, seed);
        maps = ArgnStep.maps(manager, layout);
        work = ArgnStep.work(manager, layout, rows);
        folded = manager.zeros(new Shape(parameters()));
    }

    /**
     * Adds the gradients of a batch, each scaled down to a norm of at most {@code clip}. A row whose gradient isn't finite adds nothing.
     *
     * @param codes rows × all sub-columns
     * @param ranks orders × all sub-columns; as many rows learn each order
     * @param counted rows × 1: 1 for a row that counts, 0 for one that only fills the batch
     * @return per row the norm of its gradient before
     */
    float[] add(HostTensor codes, HostTensor ranks, HostTensor counted, double clip) {
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> batch = List.of(codes.view(memory), ranks.view(memory), counted.view(memory));
            return run(batch, new double[] {clip}, memory).toFloatArray();
        }
    }

    /**
     * Adds the gradients of a batch, those of each unit scaled down together, so that their sum has a norm of at most {@code clip}.
     *
     * @param units rows × 1: a number per unit; all rows of one are of one order. A row that doesn't count has its own
     * @return per row the norm of its unit's gradient before, a little too large rather than too small
     */
    float[] addUnits(HostTensor codes, HostTensor ranks, HostTensor counted, HostTensor units, double clip) {
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> batch =
                    List.of(codes.view(memory), ranks.view(memory), counted.view(memory), units.view(memory));
            return run(batch, new double[] {clip}, memory).toFloatArray();
        }
    }

    /**
     * Takes the sum so far for that of one part of the step: the next one begins.
     *
     * @param rows that its gradients are divided by: a number that doesn't depend on the part
     * @param clip norm of what is left at most
     */
    void endPart(double rows, double clip) {
        try (NDManager memory = manager.newSubManager()) {
            NDArray gradient = weights.gradients().tensors().values();
            NDArray doubles = gradient.toType(DataType.FLOAT64, true);
            doubles.attach(memory);
            double norm = doubles.norm().toDoubleArray()[0] / rows;
            double share = Math.min(1, clip / (norm + TINY)) / rows;
            if (Double.isFinite(norm)) {
                NDArray limited = gradient.mul(share);
                limited.attach(memory);
                folded.addi(limited);
            }
            weights.clearGradients();
        }
    }

    /** Takes all parts that ended for the step's sum. */
    void joinParts() {
        weights.gradients().tensors().values().addi(folded);
        folded.subi(folded);
    }

    /**
     * Adds noise to the sum, updates the weights by it, and begins a new one.
     *
     * @param noise as many independent normal numbers as there are {@link #parameters}
     * @param deviation of the noise
     * @param rows that the sum is divided by: a number that doesn't depend on the batch
     * @param update ordinal from 1
     */
    void update(float[] noise, double deviation, double rows, long update, double rate, double decay) {
        double[] rates = Weights.rates(update, rate, decay);
        double[] numbers = Arrays.copyOf(rates, rates.length + 2);
        numbers[rates.length] = deviation;
        numbers[rates.length + 1] = rows;
        try (NDManager memory = manager.newSubManager()) {
            run(List.of(memory.create(noise, new Shape(noise.length))), numbers, memory);
        }
    }

    private NDArray run(List<NDArray> batch, double[] numbers, NDManager memory) {
        return script.run(weights.tensors(weights.values(), maps, batch, work), List.of(numbers), memory);
    }

    /** Numbers that are learned, with gaps between them. */
    int parameters() {
        return Math.toIntExact(weights.values().tensors().values().size());
    }

    /** The sum of gradients so far. */
    List<Parameter> sum() {
        return weights.gradients().tensors().parts();
    }

    Weights weights() {
        return weights;
    }

    int rows() {
        return rows;
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }
}
