package io.rowmill.trainer;

import io.rowmill.core.linkage.ColumnRef;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.RunSettings;
import io.rowmill.core.synthesizer.Settings;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ContextColumn;
import io.rowmill.schemas.Job;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.TrainingRequested;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Turns a fitted linkage into training jobs, largest first. A table without anything to learn has no job. */
final class JobPlanner implements JobHandler<LinkageFitted> {
    /** The one batch of a table that is learned whole. */
    static final String WHOLE_TABLE = "all";

    private final Artifacts artifacts;

    JobPlanner(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public void handle(LinkageFitted event, io.rowmill.platform.consumer.Job job) throws IOException {
        String runId = event.getRunId();
        IngestManifest ingest = artifacts.read(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
        LinkageManifest manifest =
                artifacts.read(ArtifactKeys.stageManifest(runId, Stages.LINKAGE), LinkageManifest.class);
        Linkage linkage = Linkage.fromJson(artifacts.readBlob(manifest.linkage()));
        List<PreprocessManifest> tables = trainable(runId, event.getTables());
        List<Job> jobs =
                tables.stream().map(t -> new Job(t.table(), WHOLE_TABLE)).toList();
        for (PreprocessManifest table : tables) {
            publish(request(ingest, linkage, table, jobs), job);
        }
        if (jobs.isEmpty()) {
            job.publish(Topics.RUN_BARRIERS, runId, new RunTrained(runId, jobs));
        }
    }

    private List<PreprocessManifest> trainable(String runId, List<String> tables) throws IOException {
        List<PreprocessManifest> out = new ArrayList<>();
        for (String table : tables) {
            PreprocessManifest prepared = artifacts.read(
                    ArtifactKeys.tableManifest(runId, Stages.PREPROCESS, table), PreprocessManifest.class);
            if (prepared.rows() > 0 && !prepared.learnedColumns().isEmpty()) {
                out.add(prepared);
            }
        }
        out.sort(Comparator.comparingLong(JobPlanner::work).reversed().thenComparing(PreprocessManifest::table));
        return out;
    }

    /** Cells of the table: what a job's time grows with. */
    private static long work(PreprocessManifest table) {
        return table.rows() * table.learnedColumns().size();
    }

    private static TrainingRequested request(
            IngestManifest ingest, Linkage linkage, PreprocessManifest table, List<Job> jobs) {
        Settings run = Settings.complete(ingest.settings());
        Settings own = Settings.complete(ingest.tableSettings().get(table.table()));
        Map<String, String> settings = RunSettings.engineSettings(own);
        Seed seed = new Seed(run.longValue(RunSettings.SEED))
                .derive("train")
                .derive(table.table())
                .derive(WHOLE_TABLE);
        return TrainingRequested.newBuilder()
                .setRunId(ingest.runId())
                .setTable(table.table())
                .setBatch(WHOLE_TABLE)
                .setJobs(jobs)
                .setEngine(run.text(RunSettings.ENGINE))
                .setSettings(settings)
                .setContent(table.learnedColumns().stream()
                        .map(PreprocessManifest.EncodedColumn::column)
                        .toList())
                .setContext(linkage.table(table.table()).context().stream()
                        .map(JobPlanner::contextColumn)
                        .toList())
                .setSeed(seed.value())
                .build();
    }

    private static ContextColumn contextColumn(ColumnRef ref) {
        return new ContextColumn(ref.table(), ref.column());
    }

    private static void publish(TrainingRequested request, io.rowmill.platform.consumer.Job job) {
        String key = request.getRunId() + "/" + request.getTable() + "/" + request.getBatch();
        job.publish(Topics.TRAINING_REQUESTS, key, request);
    }
}
