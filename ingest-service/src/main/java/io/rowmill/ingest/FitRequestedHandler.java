package io.rowmill.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.settings.RunOptions;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SamplingStrategy;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.ingest.privacy.PrivateTables;
import io.rowmill.ingest.snapshot.DeclaredRows;
import io.rowmill.ingest.snapshot.SnapshotOptions;
import io.rowmill.ingest.snapshot.SnapshotTaker;
import io.rowmill.ingest.snapshot.Snapshots;
import io.rowmill.ingest.snapshot.TableSnapshot;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.IngestManifest.Snapshot;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.TableIngested;
import io.rowmill.sources.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a fit request, snapshots its source, and lets the run begin. It publishes nothing before every table has a snapshot
 * and is checked.
 */
final class FitRequestedHandler implements JobHandler<FitRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(FitRequestedHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Path workDir;
    private final SourceOpener opener;
    private final Counter rows;
    private final BaseCheck bases;

    /** @param rows counts those that are snapshot */
    FitRequestedHandler(
            Artifacts artifacts,
            Function<String, RunData> runData,
            Path workDir,
            SourceOpener opener,
            BaseCheck.ModelLookup models,
            Counter rows) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.workDir = workDir;
        this.opener = opener;
        this.bases = new BaseCheck(artifacts, models);
        this.rows = rows;
    }

    @Override
    public void handle(FitRequested event, Job job) throws IOException, InterruptedException {
        RunNames.requireValid("run id", event.getRunId());
        RunNames.requireValid("model name", event.getName());
        RequestSize.require(event);
        String key = ArtifactKeys.stageManifest(event.getRunId(), Stages.INGEST);
        IngestManifest manifest = artifacts.find(key, IngestManifest.class).orElse(null);
        if (manifest == null) {
            manifest = artifacts.createOnce(key, ingest(bases.check(event), job), IngestManifest.class);
        }
        announce(manifest, key, job);
    }

    /** One job per table, largest first. */
    private static void announce(IngestManifest manifest, String key, Job job) {
        List<String> tables = manifest.tables().stream().map(Snapshot::table).toList();
        manifest.tables().stream()
                .sorted(Comparator.comparingLong(Snapshot::rows).reversed())
                .forEach(t -> job.publish(
                        Topics.TABLES_INGESTED,
                        manifest.runId() + "/" + t.table(),
                        new TableIngested(manifest.runId(), t.table(), t.rows(), tables, key)));
    }

    private IngestManifest ingest(BaseCheck.Based based, Job job) throws IOException {
        FitRequested event = based.request();
        try (Source source = opener.open(event.getRunId(), event.getSource());
                JobDir dir = new JobDir(workDir, event.getRunId())) {
            RequestCheck.Accepted accepted = new RequestCheck(artifacts).check(event, source);
            Snapshots result = SnapshotTaker.take(
                    source,
                    accepted.metadata(),
                    options(accepted),
                    dir.path(),
                    (table, rows, rate) -> progress(event, table, rows, rate, job, accepted));
            Optional<PrivacyOptions> privacy = accepted.settings().options().privacy();
            if (privacy.isPresent()) {
                PrivateTables.Stored stored = new PrivateTables(artifacts, runData.apply(event.getRunId()), dir.path())
                        .store(event.getRunId(), result, accepted.settings(), privacy.get(), source.fileStyles());
                return manifest(
                        based, accepted, stored.metadata(), stored.tables(), accepted.warnings(), stored.plan());
            }
            List<String> warnings = new ArrayList<>(accepted.warnings());
            warnings.addAll(result.warnings());
            warnings.addAll(DeclaredRows.check(result));
            warnings.forEach(w -> LOG.warn("{}: {}", event.getRunId(), w));
            List<Snapshot> stored = upload(event.getRunId(), result.tables(), source.fileStyles());
            return manifest(based, accepted, result.metadata(), stored, warnings, null);
        }
    }

    /** How many rows there are is nobody's business under differential privacy. */
    private static void progress(
            FitRequested event,
            String table,
            long rows,
            double rowsPerSecond,
            Job job,
            RequestCheck.Accepted accepted) {
        if (job.cancelled()) {
            throw FailureException.defect("cancelled", "The run was cancelled while table " + table + " was read.");
        }
        if (accepted.settings().options().privacy().isPresent()) {
            return;
        }
        LOG.info("{}: read {} rows of table {}, {} rows/s", event.getRunId(), rows, table, Math.round(rowsPerSecond));
    }

    private static SnapshotOptions options(RequestCheck.Accepted accepted) {
        RunSettings settings = accepted.settings();
        RunOptions run = settings.options();
        long rows = settings.tables().keySet().stream()
                .mapToLong(t -> settings.options(t).sampleSize())
                .max()
                .orElse(0);
        boolean relational = run.samplingStrategy() == SamplingStrategy.RELATIONAL && rows > 0;
        return new SnapshotOptions(
                run.dropInvalidRows() || run.privacy().isPresent(),
                accepted.keysAreGuessed(),
                relational ? OptionalLong.of(rows) : OptionalLong.empty(),
                run.privacy().isPresent(),
                new Seed(run.seed()).derive(Stages.INGEST));
    }

    private List<Snapshot> upload(String runId, List<TableSnapshot> tables, Map<String, FileStyle> styles)
            throws IOException {
        RunData data = runData.apply(runId);
        List<Snapshot> out = new ArrayList<>();
        for (TableSnapshot table : tables) {
            rows.increment(table.rowCount());
            RunData.Stored stored = data.putSnapshot(table.table(), table.path());
            out.add(new Snapshot(
                    table.table(),
                    table.rowCount(),
                    table.droppedRows(),
                    stored.key(),
                    stored.digest(),
                    stored.size(),
                    styles.get(table.table())));
        }
        return out;
    }

    private static IngestManifest manifest(
            BaseCheck.Based based,
            RequestCheck.Accepted accepted,
            DatabaseMetadata metadata,
            List<Snapshot> tables,
            List<String> warnings,
            @Nullable PrivacyPlan privacy)
            throws IOException {
        FitRequested event = based.request();
        Map<String, Map<String, String>> tableSettings = new LinkedHashMap<>();
        RunSettings settings = accepted.settings();
        settings.tables().forEach((table, own) -> tableSettings.put(table, own.asMap()));
        return new IngestManifest(
                IngestManifest.FORMAT_VERSION,
                event.getRunId(),
                event.getName(),
                JSON.readTree(MetadataJson.write(metadata)),
                tables,
                settings.run().asMap(),
                tableSettings,
                warnings,
                event.getRequestedAt().toEpochMilli(),
                based.base().orElse(null),
                accepted.encodings(),
                privacy);
    }
}
