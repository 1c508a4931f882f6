package io.rowmill.cli;

import io.rowmill.client.FoundRules;
import io.rowmill.client.RowmillClient;
import io.rowmill.client.RunFollower;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.TrainingProgressed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows how a run gets on: stage, table, epoch, losses, rows per second, time left. */
final class RunProgress implements RunFollower.Listener {
    private final Console console;
    private final RowmillClient client;
    private final String runId;
    private String stage = "ingest";
    private String line = "ingest      reading and checking the source";
    private String jobs = "";
    private boolean sourceShown;
    private boolean madeUpShown;
    private boolean rulesShown;
    private final Set<String> warned = new HashSet<>();

    RunProgress(Console console, RowmillClient client, String runId) {
        this.console = console;
        this.client = client;
        this.runId = runId;
    }

    @Override
    public void onStatus(RunStatus status) {
        RunState state = status.getState();
        if (state == RunState.PREPROCESSING || state == RunState.LINKING || state == RunState.TRAINING) {
            showSource();
        }
        if (state == RunState.LINKING || state == RunState.TRAINING) {
            showMadeUp(status);
        }
        // The set of jobs comes with the first that is trained.
        jobs = status.getJobs().isEmpty()
                ? "first job"
                : status.getTrained().size() + " of "
                        + Human.count(status.getJobs().size(), "job") + " done";
        switch (state) {
            case PREPROCESSING ->
                at(
                        "preprocess",
                        status.getPrepared().size() + " of "
                                + Human.count(status.getTables().size(), "table") + " prepared");
            case LINKING -> at("linkage", "learning how tables join");
            case TRAINING -> {
                showRules(status);
                if (!stage.equals("train")) {
                    at("train", jobs);
                }
            }
            case INGESTING -> {
                String waiting = RunCommand.waiting(status, Instant.now());
                at("ingest", waiting.isEmpty() ? "reading and checking the source" : "waiting " + waiting);
            }
            default -> onQuiet();
        }
    }

    @Override
    public void onTraining(TrainingProgressed p) {
        p.getWarnings().stream()
                .map(warning -> "Table " + p.getTable() + ": " + warning)
                .filter(warned::add)
                .forEach(console::say);
        String losses = new TreeMap<>(p.getLosses())
                .entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(" "));
        at(
                "train",
                ColumnBatch.jobName(p.getTable(), p.getBatch()) + ": epoch " + p.getEpoch() + " of " + p.getEpochs()
                        + " · " + losses + " · "
                        + quality(p)
                        + Human.count(Math.round(p.getRowsPerSecond())) + " rows/s · "
                        + Human.seconds(p.getSecondsLeft())
                        + " left · " + jobs);
    }

    private static String quality(TrainingProgressed p) {
        return p.getQuality() == null ? "" : String.format(Locale.ROOT, "quality %.3f · ", p.getQuality());
    }

    @Override
    public void onQuiet() {
        console.progress(stage, line);
    }

    private void at(String newStage, String what) {
        stage = newStage;
        line = String.format(Locale.ROOT, "%-10s  %s", newStage, what);
        console.progress(stage, line);
    }

    /** What ingest found: a detected schema is used, so it is shown. */
    private void showSource() {
        if (sourceShown) {
            return;
        }
        try {
            Optional<IngestManifest> manifest = client.ingested(runId);
            if (manifest.isPresent()) {
                sourceShown = true;
                SourceSummary.lines(manifest.get()).forEach(console::say);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void showRules(RunStatus status) {
        if (rulesShown) {
            return;
        }
        rulesShown = true;
        try {
            Optional<FoundRules> found = client.rules(runId, status.getTables());
            found.ifPresent(rules -> {
                DriversSummary.lines(rules.linkage()).forEach(console::say);
                RulesSummary.lines(rules.columns(), rules.linkage()).forEach(console::say);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What won't be learned: before the long part begins, so that nobody waits for it in vain. */
    private void showMadeUp(RunStatus status) {
        if (madeUpShown) {
            return;
        }
        madeUpShown = true;
        try {
            List<PreprocessManifest> tables = new ArrayList<>();
            for (String table : status.getTables()) {
                client.prepared(runId, table).ifPresent(tables::add);
            }
            MadeUpSummary.lines(tables).forEach(console::say);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
