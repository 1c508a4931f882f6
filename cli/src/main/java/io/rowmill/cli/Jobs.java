package io.rowmill.cli;

import io.rowmill.client.FitOrder;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.RunFollower;
import io.rowmill.client.RunOutcome;
import io.rowmill.client.SampleExporter.ExportedTable;
import io.rowmill.client.SampleFollower;
import io.rowmill.client.SampleOrder;
import io.rowmill.client.SampleOutcome;
import io.rowmill.client.SourceRef;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs and samples followed to their end, with progress on stderr: what several commands have in common. */
final class Jobs {
    private final Console console;
    private final RowmillClient client;

    /** Ends a command whose run or sample has failed; the reasons have been printed. */
    static final class EndedException extends Exception {
        private final int exitCode;

        EndedException(int exitCode) {
            super("ended with exit code " + exitCode);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    Jobs(Console console, RowmillClient client) {
        this.console = console;
        this.client = client;
    }

    void fit(String runId, FitOrder order) throws IOException {
        if (order.source() instanceof SourceRef.Folder folder) {
            FileOptions.describe(console, folder.open());
        }
        client.fit(runId, order, file -> console.progress("upload", "upload      " + file.getFileName()));
        console.endProgress();
    }

    /** @throws EndedException if the run fails or is cancelled */
    ModelReady fitAndFollow(String runId, FitOrder order) throws IOException, InterruptedException, EndedException {
        try (RunFollower follower = client.followRun(runId)) {
            fit(runId, order);
            RunOutcome outcome = follower.await(new RunProgress(console, client, runId));
            console.endProgress();
            if (outcome instanceof RunOutcome.Ready ready) {
                return ready.model();
            } else if (outcome instanceof RunOutcome.Failed failed) {
                throw failed(failed.failure());
            }
            console.say("rowmill: run " + runId + " was cancelled");
            throw new EndedException(ExitCodes.FAILED);
        }
    }

    private EndedException failed(RunFailed failure) {
        return failed(
                "run " + failure.getRunId(),
                failure.getStage(),
                failure.getKind(),
                failure.getCode(),
                failure.getMessages());
    }

    private EndedException failed(SampleFailed failure) {
        return failed(
                "sample " + failure.getSampleId(),
                failure.getStage(),
                failure.getKind(),
                failure.getCode(),
                failure.getMessages());
    }

    private EndedException failed(String what, String stage, FailureKind kind, String code, List<String> messages) {
        boolean rejected = kind == FailureKind.REJECTED;
        console.say("rowmill: " + what + (rejected ? " was rejected by " : " failed in ") + stage + " (" + code + "):");
        messages.forEach(m -> console.say("  " + m));
        return new EndedException(rejected ? ExitCodes.REJECTED : ExitCodes.FAILED);
    }

    /** @throws EndedException if the sample fails */
    SampleCompleted sampleAndFollow(String sampleId, SampleOrder order) throws InterruptedException, EndedException {
        try (SampleFollower follower = client.followSample(sampleId)) {
            client.sample(sampleId, order);
            SampleOutcome outcome = follower.await(new SampleProgress(console));
            console.endProgress();
            if (outcome instanceof SampleOutcome.Failed failed) {
                throw failed(failed.failure());
            }
            return ((SampleOutcome.Completed) outcome).sample();
        }
    }

    List<ExportedTable> export(SampleManifest sample, Path out) throws IOException {
        List<ExportedTable> files = client.export(
                sample,
                out,
                (table, rows, of) -> console.progress(
                        "export", "export      " + table + ": " + Human.count(rows) + " of " + Human.count(of, "row")));
        console.endProgress();
        return files;
    }
}
