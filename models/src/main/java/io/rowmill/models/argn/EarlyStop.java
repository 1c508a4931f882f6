package io.rowmill.models.argn;

/** Halves the learning rate when the validation loss stays where it is, and ends training when that doesn't help. */
final class EarlyStop {
    private static final int HALVE_AFTER = 2;

    /** A smaller gain is none: nats per row. */
    private static final double MIN_GAIN = 1e-3;

    private final int patience;
    private State state;

    /**
     * @param best lowest validation loss so far, nats per row
     * @param bestEpoch from 1
     * @param waited epochs since
     * @param rateFactor of the learning rate
     */
    record State(double best, int bestEpoch, int waited, double rateFactor) {}

    EarlyStop(int patience) {
        this(patience, new State(Double.MAX_VALUE, 0, 0, 1));
    }

    EarlyStop(int patience, State state) {
        this.patience = patience;
        this.state = state;
    }

    /** @return true: the best loss so far */
    boolean accept(int epoch, double loss) {
        if (loss < state.best() - MIN_GAIN) {
            state = new State(loss, epoch, 0, state.rateFactor());
            return true;
        }
        int waited = state.waited() + 1;
        boolean halve = waited % HALVE_AFTER == 0;
        state = new State(state.best(), state.bestEpoch(), waited, halve ? state.rateFactor() / 2 : state.rateFactor());
        return false;
    }

    boolean isOver() {
        return state.waited() >= patience;
    }

    State state() {
        return state;
    }
}
