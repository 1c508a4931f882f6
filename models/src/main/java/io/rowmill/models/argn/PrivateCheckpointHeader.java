package io.rowmill.models.argn;

import io.rowmill.core.privacy.PrivateSteps;
import java.util.Map;

/**
 * Where a private job stood. Its steps go on with noise and units that are drawn anew: what was drawn before isn't kept anywhere.
 *
 * @param step finished steps
 * @param seconds they took
 * @param seed and the rest: what must be equal for a job to go on from a checkpoint; real rows aren't among it
 */
record PrivateCheckpointHeader(
        long step, double seconds, long seed, PrivateSteps steps, Layout.Source layout, Map<String, String> settings) {
    static final String KIND = "argn-private-checkpoint";

    boolean isOfSameJob(PrivateCheckpointHeader other) {
        return seed == other.seed
                && steps.equals(other.steps)
                && layout.equals(other.layout)
                && settings.equals(other.settings);
    }
}
