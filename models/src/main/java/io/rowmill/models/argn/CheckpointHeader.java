package io.rowmill.models.argn;

import java.util.Map;

/**
 * Where a job stood.
 *
 * @param step finished steps; batches derive from the seed and their ordinal
 * @param seconds they took; 0 in checkpoints of earlier releases
 * @param stop what early stopping remembers
 * @param seed and the rest: what must be equal for a job to go on from a checkpoint
 */
record CheckpointHeader(
        long step,
        double seconds,
        EarlyStop.State stop,
        long seed,
        int rows,
        Layout.Source layout,
        Map<String, String> settings) {
    static final String KIND = "argn-checkpoint";

    boolean isOfSameJob(CheckpointHeader other) {
        return seed == other.seed
                && rows == other.rows
                && layout.equals(other.layout)
                && settings.equals(other.settings);
    }
}
