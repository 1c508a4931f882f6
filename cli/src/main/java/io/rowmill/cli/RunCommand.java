package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.schemas.RunStatus;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rowmill run}. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Shows one run: its state, or why it failed.")
final class RunCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(paramLabel = "RUN", description = "Id of a run, as printed by 'fit'.")
    private String runId;

    @Mixin
    private ConnectionOptions connection;

    RunCommand(CliContext context) {
        this.context = context;
    }

    static FailureException unknown(String runId) {
        return FailureException.rejected("unknown-run", "There is no run '" + runId + "'; see 'rowmill runs'.");
    }

    /** How far a run is inside its state. */
    static String stage(RunStatus run) {
        return switch (run.getState()) {
            case PREPROCESSING ->
                run.getPrepared().size() + " of " + Human.count(run.getTables().size(), "table");
            case TRAINING ->
                run.getTrained().size() + " of " + Human.count(run.getJobs().size(), "job");
            case FAILED -> String.valueOf(run.getFailureCode());
            default -> "-";
        };
    }

    /** Since when, why and until when a run waits that can't begin, because its source or what else it needs is away; empty: it doesn't. */
    static String waiting(RunStatus run, Instant now) {
        if (run.getWaitingSince() == null) {
            return "";
        }
        boolean later = run.getNextAttemptAt().isAfter(now);
        return "since " + Human.time(run.getWaitingSince()) + ". "
                + String.join(" ", run.getWaitingReasons()) + " Tried again "
                + (later ? "from " : "since ") + Human.time(run.getNextAttemptAt()) + ", until "
                + Human.time(run.getWaitingUntil()) + ".";
    }

    @Override
    public Integer call() throws Exception {
        Console console = context.console();
        try (RowmillClient client = connection.connect(context)) {
            RunStatus run = client.run(runId).orElseThrow(() -> unknown(runId));
            Facts facts = new Facts(console, 11);
            facts.show("run", run.getRunId());
            facts.show("name", run.getName());
            facts.show("state", run.getState());
            facts.show("stage", stage(run));
            facts.show("requested", Human.time(run.getRequestedAt()));
            facts.show("updated", Human.time(run.getUpdatedAt()));
            String waiting = waiting(run, Instant.now());
            if (!waiting.isEmpty()) {
                facts.show("waiting", waiting);
            }
            if (!run.getTables().isEmpty()) {
                facts.show("tables", String.join(", ", run.getTables()));
            }
            new TreeMap<>(run.getProgress()).forEach((job, epochs) -> facts.show("training", job + ": " + epochs));
            if (run.getModelId() != null) {
                facts.show("model", run.getModelId());
            }
            run.getFailureMessages().forEach(m -> facts.show("failure", m));
            return ExitCodes.DONE;
        }
    }
}
