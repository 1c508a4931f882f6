package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.schemas.ModelReady;
import picocli.CommandLine.Parameters;

/** Which model a command is for. */
final class ModelArgument {
    @Parameters(paramLabel = "MODEL", description = "Id of a model, or its name: the latest model of that name.")
    private String idOrName;

    String idOrName() {
        return idOrName;
    }

    /** @throws FailureException (Rejected) if there is no such model */
    ModelReady find(RowmillClient client) {
        return client.model(idOrName)
                .orElseThrow(() -> FailureException.rejected(
                        "unknown-model",
                        "There is no model with the id or name '" + idOrName + "'; see 'rowmill models'."));
    }
}
