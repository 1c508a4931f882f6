package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.schemas.RunStatus;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rowmill runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists all runs with their states, newest first.")
final class RunsCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private ConnectionOptions connection;

    RunsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (RowmillClient client = connection.connect(context)) {
            TextTable table = new TextTable("RUN", "NAME", "STATE", "STAGE", "REQUESTED", "MODEL");
            for (RunStatus run : client.runs()) {
                table.row(
                        run.getRunId(),
                        run.getName(),
                        run.getState().name(),
                        RunCommand.stage(run),
                        Human.time(run.getRequestedAt()),
                        Objects.requireNonNullElse(run.getModelId(), "-"));
            }
            table.lines().forEach(context.console()::result);
            return ExitCodes.DONE;
        }
    }
}
