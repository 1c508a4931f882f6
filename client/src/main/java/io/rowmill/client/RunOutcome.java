package io.rowmill.client;

import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;

/** How a run ended. */
public sealed interface RunOutcome {
    /** With a model. */
    record Ready(ModelReady model) implements RunOutcome {}

    /** Without one. */
    record Failed(RunFailed failure) implements RunOutcome {}

    /** Somebody stopped it. */
    record Cancelled(String reason) implements RunOutcome {}
}
