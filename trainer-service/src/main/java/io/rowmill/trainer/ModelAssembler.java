package io.rowmill.trainer;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyStatement;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.ModelManifest.ModelTable;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.prepared.PreparedTables;
import io.rowmill.platform.privacy.StoredLedger;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.PrivacyGuarantee;
import io.rowmill.schemas.RunTrained;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a trained run's parts together into the manifest of a model and announces it. */
final class ModelAssembler implements JobHandler<RunTrained> {
    private final Artifacts artifacts;
    private final BatchedAccuracy accuracies;

    ModelAssembler(Artifacts artifacts, BatchedAccuracy accuracies) {
        this.artifacts = artifacts;
        this.accuracies = accuracies;
    }

    @Override
    public void handle(RunTrained event, Job job) throws IOException {
        String runId = event.getRunId();
        IngestManifest ingest = artifacts.read(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
        String key = ArtifactKeys.model(RunNames.modelId(runId));
        // When it was announced, the rows it would be measured by are gone.
        Optional<ModelManifest> before = artifacts.find(key, ModelManifest.class);
        ModelManifest manifest = before.isPresent()
                ? before.get()
                : artifacts.createOnce(key, assemble(ingest, event), ModelManifest.class);
        job.publish(Topics.MODELS, manifest.modelId(), ready(manifest, key));
    }

    private ModelManifest assemble(IngestManifest ingest, RunTrained event) throws IOException {
        String runId = ingest.runId();
        LinkageManifest linkage =
                artifacts.read(ArtifactKeys.stageManifest(runId, Stages.LINKAGE), LinkageManifest.class);
        Optional<BaseModel> wanted = ingest.baseModel();
        Optional<ModelManifest> base =
                wanted.isPresent() ? Optional.of(wanted.get().manifest(artifacts)) : Optional.empty();
        List<ModelTable> tables = new ArrayList<>();
        for (IngestManifest.Snapshot table : ingest.tables()) {
            boolean kept = wanted.isPresent() && !wanted.get().trains(table.table());
            tables.add(kept ? base.orElseThrow().table(table.table()) : table(ingest, linkage, table, event, base));
        }
        return new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                RunNames.modelId(runId),
                runId,
                ingest.name(),
                base.map(ModelManifest::metadata).orElse(ingest.metadata()),
                linkage.linkage(),
                tables,
                ingest.options().seed(),
                provenance(ingest, linkage),
                ingest.base(),
                ingest.privacy() == null ? null : statement(ingest, ingest.privacy()));
    }

    private PrivacyStatement statement(IngestManifest ingest, PrivacyPlan plan) throws IOException {
        return PrivacyStatement.of(
                plan, new StoredLedger(artifacts, ingest.runId(), plan.epsilon(), plan.delta()).charges());
    }

    private ModelTable table(
            IngestManifest ingest,
            LinkageManifest linkage,
            IngestManifest.Snapshot snapshot,
            RunTrained event,
            Optional<ModelManifest> base)
            throws IOException {
        String runId = ingest.runId();
        PreprocessManifest prepared = PreparedTables.of(artifacts, linkage).table(snapshot.table());
        List<SynthesizerManifest> synthesizers = new ArrayList<>();
        for (ColumnBatch batch : prepared.batches()) {
            if (event.getJobs().contains(new io.rowmill.schemas.Job(snapshot.table(), batch.name()))) {
                String key = ArtifactKeys.jobManifest(runId, snapshot.table(), batch.name());
                synthesizers.add(artifacts.read(key, SynthesizerManifest.class));
            } else if (base.isPresent()) {
                synthesizers.add(base.get().table(snapshot.table()).synthesizer(batch.name()));
            }
        }
        Optional<Validation.Accuracy> together =
                synthesizers.size() > 1 ? accuracies.measure(ingest, prepared, synthesizers) : Optional.empty();
        return new ModelTable(
                snapshot.table(),
                snapshot.rows(),
                prepared.transform(),
                synthesizers,
                together.map(Validation.Accuracy::oneWay).orElse(null),
                together.map(Validation.Accuracy::twoWay).orElse(null),
                linkage.siblingOrder(snapshot.table())
                        .map(LinkageManifest.SiblingOrder::column)
                        .orElse(null),
                prepared.hidden(),
                snapshot.file(),
                prepared.rules(),
                prepared.copied());
    }

    private static ModelManifest.Provenance provenance(IngestManifest ingest, LinkageManifest linkage) {
        List<String> warnings = new ArrayList<>(ingest.warnings());
        warnings.addAll(linkage.warnings());
        String version = ModelAssembler.class.getPackage().getImplementationVersion();
        return new ModelManifest.Provenance(
                version == null ? "development" : version,
                System.getProperty("java.version"),
                ingest.requestedAtMillis(),
                System.currentTimeMillis(),
                ingest.settings(),
                warnings);
    }

    private ModelReady ready(ModelManifest manifest, String key) throws IOException {
        return ModelReady.newBuilder()
                .setModelId(manifest.modelId())
                .setRunId(manifest.runId())
                .setName(manifest.name())
                .setTables(
                        manifest.tables().stream().map(ModelAssembler::announce).toList())
                .setManifest(key)
                .setManifestDigest(artifacts.digest(key))
                .setRequestedAt(Instant.ofEpochMilli(manifest.provenance().requestedAtMillis()))
                .setPrivacy(manifest.privacy() == null ? null : guarantee(manifest.privacy()))
                .setReadyAt(Instant.ofEpochMilli(manifest.provenance().readyAtMillis()))
                .build();
    }

    private static PrivacyGuarantee guarantee(PrivacyStatement statement) {
        return new PrivacyGuarantee(
                statement.epsilon(),
                statement.delta(),
                statement.unit().name(),
                statement.root(),
                statement.level().name());
    }

    private static io.rowmill.schemas.ModelTable announce(ModelTable table) {
        return io.rowmill.schemas.ModelTable.newBuilder()
                .setTable(table.table())
                .setSourceRows(table.sourceRows())
                .setAccuracy1(table.accuracy1())
                .setAccuracy2(table.accuracy2())
                .build();
    }
}
