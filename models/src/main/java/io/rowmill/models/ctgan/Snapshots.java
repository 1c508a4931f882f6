package io.rowmill.models.ctgan;

import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.step.TrainingState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state at the last good point of a job: where it goes back to, once, with lower learning rates, when a loss is not a number or
 * explodes. Good points are at fixed epochs, so that a resumed job goes back to where the uninterrupted one would.
 */
final class Snapshots {
    private static final String PREFIX = "good.";

    private final TrainingState state;
    private long step;
    private Map<String, TensorFile.Tensor> good;
    private @Nullable Recovery recovery;

    Snapshots(TrainingState state) {
        this.state = state;
        this.good = state.tensors();
    }

    /**
     * One way back.
     *
     * @param from finished steps when the losses went astray
     * @param to finished steps at the good point
     */
    record Recovery(long from, long to) {
        /** Of both learning rates after it. */
        static final double RATE = 0.2;
    }

    /**
     * What a checkpoint's header says.
     *
     * @param goodStep finished steps at the good point
     * @param recovery null: none was needed yet
     */
    record Saved(long goodStep, @Nullable Recovery recovery) {}

    /** Whole tensors of several origins, told apart by a prefix of their names. */
    record Tensors(Map<String, TensorFile.Tensor> all) {
        void add(String prefix, Map<String, TensorFile.Tensor> tensors) {
            tensors.forEach((name, tensor) -> all.put(prefix + name, tensor));
        }

        Map<String, TensorFile.Tensor> part(String prefix) {
            Map<String, TensorFile.Tensor> out = new LinkedHashMap<>();
            all.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    out.put(name.substring(prefix.length()), tensor);
                }
            });
            return out;
        }
    }

    /** Takes the present state for a good one. */
    void keep(long finishedSteps) {
        step = finishedSteps;
        good = state.tensors();
    }

    boolean canRecover() {
        return recovery == null;
    }

    /**
     * Goes back to the good point.
     *
     * @return finished steps there
     */
    long recover(long from) {
        state.restore(good);
        recovery = new Recovery(from, step);
        return step;
    }

    /** Null: none was needed. */
    @Nullable
    Recovery recovery() {
        return recovery;
    }

    double rate() {
        return recovery == null ? 1 : Recovery.RATE;
    }

    Saved saved() {
        return new Saved(step, recovery);
    }

    void addTo(Tensors checkpoint) {
        checkpoint.add(PREFIX, good);
    }

    void restore(Saved saved, Tensors checkpoint) {
        step = saved.goodStep();
        recovery = saved.recovery();
        good = checkpoint.part(PREFIX);
        state.restore(checkpoint.all());
    }
}
