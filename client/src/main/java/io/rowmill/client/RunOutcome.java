package io.rowmill.client;

import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;

/** How a run ended. */
public sealed interface RunOutcome {
    /** The run ended with a model. */
    record Ready(ModelReady model) implements RunOutcome {}

    /** The run ended without a model. */
    record Failed(RunFailed failure) implements RunOutcome {}

    /** A client cancelled the run. */
    record Cancelled(String reason) implements RunOutcome {}
}
