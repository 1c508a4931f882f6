package io.rowmill.trainer;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.prepared.PreparedTables;
import io.rowmill.platform.privacy.StoredLedger;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a fitted linkage into training jobs, one per batch of columns, largest first. A table without anything to learn has no
 * job.
 */
final class JobPlanner implements JobHandler<LinkageFitted> {
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
        List<Planned> all = plan(PreparedTables.of(artifacts, manifest), event.getTables());
        requireKnownBatches(ingest, all);
        List<Planned> planned = ingest.baseModel().map(base -> again(base, all)).orElse(all);
        List<Job> jobs = planned.stream().map(Planned::job).toList();
        Optional<PrivateJobs> privacy = privacy(ingest, jobs);
        for (Planned one : planned) {
            TrainingRequested request = request(ingest, linkage, one, jobs);
            privacy.ifPresent(p -> request.setPrivacy(p.of(one.job())));
            publish(request, job);
        }
        if (jobs.isEmpty()) {
            job.publish(Topics.RUN_BARRIERS, runId, new RunTrained(runId, jobs));
        }
    }

    /** Of a run under differential privacy: all jobs are booked before one is asked for. */
    private Optional<PrivateJobs> privacy(IngestManifest ingest, List<Job> jobs) throws IOException {
        Optional<PrivacyPlan> plan = ingest.privateTraining();
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        PrivateJobs out = new PrivateJobs(ingest, plan.get(), jobs);
        out.book(new StoredLedger(
                artifacts, ingest.runId(), plan.get().epsilon(), plan.get().delta()));
        return Optional.of(out);
    }

    /** A batch of a table that is to be learned. */
    private record Planned(PreprocessManifest table, ColumnBatch batch) {
        /** Cells: what a job's time grows with. */
        long work() {
            return table.rows() * batch.columns().size();
        }

        Job job() {
            return new Job(table.table(), batch.name());
        }
    }

    private static List<Planned> plan(PreparedTables prepared, List<String> tables) throws IOException {
        List<Planned> out = new ArrayList<>();
        for (String table : tables) {
            PreprocessManifest at = prepared.table(table);
            if (at.rows() > 0) {
                at.batches().forEach(batch -> out.add(new Planned(at, batch)));
            }
        }
        out.sort(Comparator.comparingLong(Planned::work)
                .reversed()
                .thenComparing(p -> p.table().table())
                .thenComparing(p -> p.batch().name()));
        return out;
    }

    /** What to train again; everything else comes from the base. */
    private static List<Planned> again(BaseModel base, List<Planned> all) {
        List<Planned> again = all.stream()
                .filter(p -> base.trains(p.table().table(), p.batch().name()))
                .toList();
        if (again.size() < base.only().size()) {
            throw FailureException.rejected(
                    "no-rows-to-learn",
                    "A table that is to be trained again has no rows in the source: name one that has, or fill it.");
        }
        return again;
    }

    /** A request gives settings of a batch before the batches are known. */
    private static void requireKnownBatches(IngestManifest ingest, List<Planned> planned) {
        Set<String> known = new TreeSet<>();
        ingest.tables().forEach(t -> known.add(t.table()));
        planned.forEach(p -> known.add(p.table().table() + "/" + p.batch().name()));
        List<String> errors = ingest.tableSettings().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> "There are settings for '" + name + "', but no such batch; there are "
                        + String.join(", ", known) + ".")
                .toList();
        if (!errors.isEmpty()) {
            throw FailureException.rejected("unknown-batch", errors);
        }
    }

    private static TrainingRequested request(IngestManifest ingest, Linkage linkage, Planned planned, List<Job> jobs) {
        String table = planned.table().table();
        ColumnBatch batch = planned.batch();
        Map<String, String> own = RunSettings.ofJob(ingest.tableSettings(), table, batch.name());
        List<ContextColumn> context = new ArrayList<>();
        linkage.table(table).contexts().forEach(ref -> context.add(contextColumn(ref)));
        // Real rows hold the bridges, so no job waits for another one.
        batch.bridges().forEach(bridge -> context.add(new ContextColumn(table, bridge, null)));
        Seed seed =
                new Seed(ingest.options().seed()).derive("train").derive(table).derive(batch.name());
        return TrainingRequested.newBuilder()
                .setRunId(ingest.runId())
                .setTable(table)
                .setBatch(batch.name())
                .setJobs(jobs)
                .setEngine(TableOptions.of(own).engine())
                .setSettings(RunSettings.engineSettings(own))
                .setContent(batch.columns())
                .setContext(context)
                .setSeed(seed.value())
                .build();
    }

    private static ContextColumn contextColumn(ContextRef ref) {
        return new ContextColumn(
                ref.column().table(), ref.column().column(), ref.over().orElse(null));
    }

    private static void publish(TrainingRequested request, io.rowmill.platform.consumer.Job job) {
        String key = request.getRunId() + "/" + request.getTable() + "/" + request.getBatch();
        job.publish(Topics.TRAINING_REQUESTS, key, request);
    }
}
