package io.rowmill.linkage;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.LinkageManifest.ParentIndex;
import io.rowmill.platform.artifact.LinkageManifest.ParentLevel;
import io.rowmill.platform.artifact.LinkageManifest.SiblingOrder;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.privacy.RealData;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.RunPrepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits the linkage of a run and stores it with the index of every relationship. */
final class LinkageHandler implements JobHandler<RunPrepared> {
    private static final Logger LOG = LoggerFactory.getLogger(LinkageHandler.class);

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Path workDir;

    LinkageHandler(Artifacts artifacts, Function<String, RunData> runData, Path workDir) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.workDir = workDir;
    }

    @Override
    public void handle(RunPrepared event, Job job) throws IOException {
        String runId = event.getRunId();
        String key = ArtifactKeys.stageManifest(runId, Stages.LINKAGE);
        if (artifacts.find(key, LinkageManifest.class).isEmpty()) {
            IngestManifest ingest =
                    artifacts.read(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
            artifacts.createOnce(key, fit(ingest), LinkageManifest.class);
        }
        job.publish(Topics.LINKAGES_FITTED, runId, new LinkageFitted(runId, event.getTables(), key));
    }

    private LinkageManifest fit(IngestManifest ingest) throws IOException {
        DatabaseMetadata database = ingest.database();
        Seed seed = new Seed(ingest.options().seed()).derive(Stages.LINKAGE);
        RunData data = runData.apply(ingest.runId());
        try (JobDir dir = new JobDir(workDir, ingest.runId())) {
            PreparedSource source = new PreparedSource(artifacts, data, ingest, database, dir.path());
            if (ingest.baseModel().isPresent()) {
                BlobRef learned = ingest.baseModel().get().manifest(artifacts).linkage();
                Linkage linkage = Linkage.fromJson(artifacts.readBlob(learned));
                LinkageFitter.Indexes indexes = LinkageFitter.join(database, source, seed, dir.path(), linkage);
                return manifest(ingest, data, linkage, learned, indexes, List.of(), source.again());
            }
            LinkageFitter.Fitted fitted = LinkageFitter.fit(database, source, seed, dir.path());
            LOG.info(
                    "fitted linkage of {} tables and {} relationships, {} tables with rules between them and their parents",
                    database.tables().size(),
                    fitted.indexes().parentIndexes().size(),
                    source.again().size());
            BlobRef linkage = artifacts.putBlob(fitted.linkage().toJson());
            fitted.warnings().forEach(LOG::warn);
            if (ingest.privateTraining().isPresent()) {
                keepReal(ingest, source, fitted.linkage(), linkage, seed, dir.path());
            }
            return manifest(
                    ingest, data, fitted.linkage(), linkage, fitted.indexes(), fitted.warnings(), source.again());
        }
    }

    /** Encodes and joins the real rows as their stand-ins were. Nothing is learned of them. */
    private void keepReal(
            IngestManifest standIns, PreparedSource fitted, Linkage linkage, BlobRef stored, Seed seed, Path dir)
            throws IOException {
        RealData real = new RealData(artifacts, standIns.runId());
        IngestManifest ingest = real.of(standIns);
        Path own = Files.createDirectories(dir.resolve("real"));
        PreparedSource source = new PreparedSource(artifacts, real.files(), ingest, ingest.database(), own);
        List<PreprocessManifest> encoded = source.encodeLike(fitted);
        LinkageFitter.Indexes indexes = LinkageFitter.join(ingest.database(), source, seed, own, linkage);
        real.keep(manifest(ingest, real.files(), linkage, stored, indexes, List.of(), encoded));
    }

    private static LinkageManifest manifest(
            IngestManifest ingest,
            RunData data,
            Linkage linkage,
            BlobRef stored,
            LinkageFitter.Indexes indexes,
            List<String> warnings,
            List<PreprocessManifest> again)
            throws IOException {
        DatabaseMetadata database = ingest.database();
        return new LinkageManifest(
                LinkageManifest.FORMAT_VERSION,
                ingest.runId(),
                stored,
                parents(data, database, indexes.parentIndexes()),
                orders(data, database, linkage, indexes.orders()),
                warnings,
                again,
                levels(data, indexes.levels()));
    }

    private static List<ParentIndex> parents(RunData data, DatabaseMetadata database, Map<String, Path> indexes)
            throws IOException {
        List<ParentIndex> out = new ArrayList<>();
        for (int i = 0; i < database.relationships().size(); i++) {
            String name = database.relationships().get(i).name();
            RunData.Stored stored = data.putParentIndex(i, indexes.get(name));
            out.add(new ParentIndex(name, stored.key(), stored.digest(), stored.size()));
        }
        return out;
    }

    private static List<ParentLevel> levels(RunData data, Map<ColumnRef, Path> files) throws IOException {
        List<ParentLevel> out = new ArrayList<>();
        for (Map.Entry<ColumnRef, Path> file : files.entrySet()) {
            RunData.Stored stored = data.putParentLevel(out.size(), file.getValue());
            ColumnRef level = file.getKey();
            out.add(new ParentLevel(level.table(), level.column(), stored.key(), stored.digest(), stored.size()));
        }
        return out;
    }

    private static List<SiblingOrder> orders(
            RunData data, DatabaseMetadata database, Linkage linkage, Map<String, Path> orders) throws IOException {
        List<SiblingOrder> out = new ArrayList<>();
        for (int i = 0; i < database.tables().size(); i++) {
            String table = database.tables().get(i).name();
            if (orders.containsKey(table)) {
                String column = linkage.table(table).orderedBy().orElseThrow();
                RunData.Stored stored = data.putSiblingOrder(i, orders.get(table));
                out.add(new SiblingOrder(table, column, stored.key(), stored.digest(), stored.size()));
            }
        }
        return out;
    }
}
