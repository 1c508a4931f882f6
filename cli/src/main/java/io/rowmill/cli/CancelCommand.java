package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.client.SampleOutcome;
import io.rowmill.core.failure.FailureException;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import java.util.Optional;
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
        description = {
            "Stops a run or a sample. Prints the id.",
            "The real rows of a run are deleted from storage. Rows of a sample that are on topics stay there."
        })
final class CancelCommand implements Callable<Integer> {
    private static final Set<RunState> ENDED = Set.of(RunState.READY, RunState.FAILED, RunState.CANCELLED);

    private final CliContext context;

    @Parameters(paramLabel = "ID", description = "Id of a run or of a sample, as printed by 'fit' or 'sample'.")
    private String id;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for people.")
    private String reason;

    @Mixin
    private ConnectionOptions connection;

    CancelCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (RowmillClient client = connection.connect(context)) {
            Optional<RunStatus> run = client.run(id);
            if (run.isPresent()) {
                requireRunning(run.get());
                client.cancel(id, reason);
            } else {
                requireBeingMade(client);
                client.cancelSample(id, reason);
            }
            context.console().result(id);
            return ExitCodes.DONE;
        }
    }

    private void requireRunning(RunStatus run) {
        if (ENDED.contains(run.getState())) {
            throw FailureException.rejected(
                    "run-ended", "Run " + id + " has ended already: it is " + run.getState() + ".");
        }
    }

    private void requireBeingMade(RowmillClient client) {
        if (!client.wasAskedFor(id)) {
            throw FailureException.rejected(
                    "unknown-id", "There is no run and no sample " + id + ": 'fit' and 'sample' print their ids.");
        }
        client.sampleOutcome(id).ifPresent(outcome -> {
            String end = outcome instanceof SampleOutcome.Completed ? "all its rows are written" : "it has failed";
            throw FailureException.rejected("sample-ended", "Sample " + id + " has ended already: " + end + ".");
        });
    }
}
