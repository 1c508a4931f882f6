package io.rowmill.local.cli;

import io.rowmill.core.failure.FailureException;
import io.rowmill.local.client.RowmillClient;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rowmill cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Stops a run; its rows in storage are deleted. Prints the run id.")
final class CancelCommand implements Callable<Integer> {
    private static final Set<RunState> ENDED = Set.of(RunState.READY, RunState.FAILED, RunState.CANCELLED);

    private final CliContext context;

    @Parameters(paramLabel = "RUN", description = "Id of a run, as 'fit' has printed it.")
    private String runId;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for people.")
    private String reason;

    @Mixin
    private ConnectionOptions connection;

    CancelCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        LogSetup.quiet(context.console());
        try (RowmillClient client = connection.connect(context)) {
            RunStatus run = client.run(runId).orElseThrow(() -> RunCommand.unknown(runId));
            if (ENDED.contains(run.getState())) {
                throw FailureException.rejected(
                        "run-ended", "Run " + runId + " has ended already: it is " + run.getState() + ".");
            }
            client.cancel(runId, reason);
            context.console().result(runId);
            return ExitCodes.DONE;
        }
    }
}
