package io.rowmill.models.ctgan;

import io.rowmill.models.TensorFile;
import io.rowmill.models.ctgan.settings.Course;
import io.rowmill.models.ctgan.settings.CtganSettings;
import java.util.Map;

/**
 * Keeps the best weights that validation has seen, and says when waiting for better ones no longer pays: when the quality has not
 * risen by {@code minDelta} for {@code patience} validations, by default as many as 2,000 steps take, but at least five. The best
 * weights are kept even where they are better by less. Once the learning rates fall ({@link Course}), later weights are the best
 * ones unless their quality is clearly lower: an early peak of accuracy is no match for a generator that has come to rest (ADR 35).
 */
final class EarlyStopping {
    private static final String PREFIX = "best.";

    /** Of {@code patience=0}: validations that are waited for at least, and steps: an epoch of a small table has few. */
    private static final int LEAST_VALIDATIONS = 5;

    private static final int LEAST_STEPS = 2_000;

    /** By how much the quality of weights that have come to rest may lie below the highest one. */
    private static final double AT_REST = 0.015;

    private final boolean enabled;
    private final int patience;
    private final double minDelta;
    private State state = State.NONE;
    private Map<String, TensorFile.Tensor> best = Map.of();

    EarlyStopping(CtganSettings settings, int stepsPerEpoch) {
        this.enabled = settings.earlyStopping();
        this.patience = settings.patience() > 0
                ? settings.patience()
                : patience((long) settings.validationInterval() * stepsPerEpoch);
        this.minDelta = settings.minDelta();
    }

    /** In validations. */
    int patience() {
        return patience;
    }

    private static int patience(long stepsPerValidation) {
        return (int) Math.max(LEAST_VALIDATIONS, (LEAST_STEPS + stepsPerValidation - 1) / stepsPerValidation);
    }

    /**
     * @param quality of the best weights; 0 before the first validation
     * @param highest quality of all so far
     * @param step finished steps at the best validation; -1: none yet
     * @param reference the quality that must be exceeded by {@code minDelta}
     * @param waited validations since the reference was set
     * @param stalledAt finished steps when patience was at its end; -1: it isn't yet
     */
    record State(double quality, double highest, long step, double reference, int waited, long stalledAt) {
        static final State NONE = new State(0, 0, -1, 0, 0, -1);

        /** Checkpoints of earlier releases don't name the highest. */
        State {
            highest = Math.max(highest, quality);
        }
    }

    /** One validation. */
    void validated(long step, double quality, Map<String, TensorFile.Tensor> weights) {
        boolean isAtRest = state.stalledAt() >= 0;
        boolean isBest =
                state.step() < 0 || (isAtRest ? quality >= state.highest() - AT_REST : quality > state.quality());
        boolean isRise = state.step() < 0 || quality >= state.reference() + minDelta;
        if (isBest) {
            best = Map.copyOf(weights);
        }
        int waited = isRise ? 0 : state.waited() + 1;
        boolean hasStalled = enabled && state.stalledAt() < 0 && waited >= patience;
        state = new State(
                isBest ? quality : state.quality(),
                Math.max(quality, state.highest()),
                isBest ? step : state.step(),
                isRise ? quality : state.reference(),
                waited,
                hasStalled ? step : state.stalledAt());
    }

    /** Whether {@link #best} is what a model is made of. */
    boolean hasBest() {
        return enabled && state.step() >= 0;
    }

    State state() {
        return state;
    }

    /** The generator's weights at the best validation. */
    Map<String, TensorFile.Tensor> best() {
        return best;
    }

    void addTo(Snapshots.Tensors checkpoint) {
        checkpoint.add(PREFIX, best);
    }

    void restore(State saved, Snapshots.Tensors checkpoint) {
        state = saved;
        best = checkpoint.part(PREFIX);
    }
}
