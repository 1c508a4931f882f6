package io.rowmill.models.argn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.rowmill.models.HostTensor;
import io.rowmill.models.Torch;
import io.rowmill.models.TorchScript;
import java.util.List;
import java.util.Optional;

/** Draws codes of blocks of rows: by {@code ordered.torchscript} where nothing is asked for but rows, else by {@code sampling.torchscript}. */
final class CodeDrawer implements AutoCloseable {
    private final NDManager manager;
    private final Network network;
    private final TorchScript general;
    private final TorchScript ordered;
    private final Optional<HiddenTables> tables;

    /**
     * What is asked for.
     *
     * @param order the learned sub-columns to draw, ascending; those not named are known
     * @param penalties added to the logits of all learned sub-columns; empty: nothing
     * @param temperature that logits are divided by
     * @param topP share of the probability that is drawn from, most likely first
     */
    record Wish(double[] order, float[] penalties, double temperature, double topP) {
        boolean isPlain(int learned) {
            return order.length == learned && penalties.length == 0 && topP == 1;
        }
    }

    /** @param manager where what is derived from the network lives */
    CodeDrawer(NDManager manager, Network network) {
        this.manager = manager;
        this.network = network;
        this.general = TorchScript.load(CodeDrawer.class, "sampling.torchscript", false, Torch.device("CPU"));
        this.ordered = TorchScript.load(CodeDrawer.class, "ordered.torchscript", false, Torch.device("CPU"));
        this.tables = HiddenTables.areSmall(network.layout())
                ? Optional.of(HiddenTables.of(manager, network))
                : Optional.empty();
    }

    /**
     * Runs on a thread that {@link Torch#prepareThread} has prepared.
     *
     * @param known rows × sub-columns: codes, read for what is known; may be overwritten
     * @param uniform rows × learned sub-columns, in [0, 1)
     * @return rows × learned sub-columns: codes
     */
    float[] draw(HostTensor known, HostTensor uniform, Wish wish) {
        if (tables.isPresent() && wish.isPlain(network.layout().learned().size())) {
            return drawInOrder(known, uniform, wish.temperature(), tables.get());
        }
        return drawAsAsked(known, uniform, wish);
    }

    float[] drawInOrder(HostTensor known, HostTensor uniform, double temperature, HiddenTables by) {
        try (NDManager memory = manager.newSubManager()) {
            List<NDArray> batch = List.of(known.view(memory), uniform.view(memory), by.starts());
            return ordered.run(List.of(by.hidden(), by.heads(), batch), List.of(new double[] {1 / temperature}), memory)
                    .toFloatArray();
        }
    }

    float[] drawAsAsked(HostTensor known, HostTensor uniform, Wish wish) {
        try (NDManager memory = manager.newSubManager()) {
            NDArray penalties = memory.create(wish.penalties(), new Shape(1, wish.penalties().length));
            return general.run(
                            List.of(
                                    network.embeddings(),
                                    network.first(),
                                    network.heads(),
                                    List.of(known.view(memory), uniform.view(memory), penalties)),
                            List.of(wish.order(), new double[] {1 / wish.temperature(), wish.topP()}),
                            memory)
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        general.close();
        ordered.close();
    }
}
