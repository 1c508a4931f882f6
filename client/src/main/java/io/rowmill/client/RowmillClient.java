package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.rules.TableRules;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.event.EventPublisher;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.model.ModelSeal;
import io.rowmill.platform.prepared.PreparedTables;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.Condition;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.GivenFile;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.Rebalance;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.SampleCancelled;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.Source;
import io.rowmill.sources.FolderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A client of a running rowmill: requests models and rows, and reads results. It only uses Kafka and the object store. */
public final class RowmillClient implements AutoCloseable {
    private static final String SOURCE = "/rowmill/client";
    private static final String METADATA_FILE = "metadata.json";

    private final Platform platform;
    private final Path workDir;

    private RowmillClient(Platform platform, Path workDir) {
        this.platform = platform;
        this.workDir = workDir;
    }

    /**
     * @param workDir for temporary files
     * @throws FailureException (Transient) if no broker answers
     */
    public static RowmillClient connect(Connection connection, Path workDir) {
        Reachability.requireBroker(connection.bootstrapServers());
        return new RowmillClient(new Platform(connection.settings(workDir)), workDir);
    }

    public String newRunId() {
        return Ids.run();
    }

    public String newSampleId() {
        return Ids.sample();
    }

    /**
     * Uploads the source if it is a folder, and publishes the request.
     *
     * @param onUpload called for each file before it is uploaded
     */
    public void fit(String runId, FitOrder order, Consumer<Path> onUpload) throws IOException {
        String uri;
        Map<String, String> options = Map.of();
        if (order.source() instanceof SourceRef.Folder folder) {
            uri = "store:" + upload(runId, folder, onUpload);
            options = folder.options();
        } else {
            uri = ((SourceRef.Database) order.source()).url();
        }
        FitRequested event = FitRequested.newBuilder()
                .setRunId(runId)
                .setName(order.name())
                .setSource(new Source(
                        uri, order.schema().orElse(null), order.secret().orElse(null), options))
                .setMetadata(order.metadata().orElse(null))
                .setSettings(order.settings())
                .setBase(order.base().orElse(null))
                .setOnly(order.only())
                .setRequestedAt(Instant.now())
                .build();
        try (EventPublisher publisher = platform.publisher(SOURCE)) {
            publisher.publish(Topics.FIT_REQUESTS, runId, runId, event);
        }
    }

    /** Uploads all files or none. Otherwise nobody would delete the files of a failed upload. */
    private String upload(String runId, SourceRef.Folder source, Consumer<Path> onUpload) throws IOException {
        String prefix = ArtifactKeys.upload(runId);
        ObjectStore store = platform.artifacts().store();
        Path folder = source.path();
        try {
            for (Path file : SourceRef.tableFiles(source)) {
                onUpload.accept(file);
                store.put(prefix + file.getFileName(), file);
            }
            if (Files.isRegularFile(folder.resolve(METADATA_FILE))) {
                store.put(prefix + METADATA_FILE, new FolderFiles(folder).file(METADATA_FILE));
            }
            return prefix;
        } catch (IOException | RuntimeException e) {
            forget(store, prefix, e);
            throw e;
        }
    }

    private static void forget(ObjectStore store, String prefix, Exception reason) {
        try {
            store.deletePrefix(prefix);
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Starts to follow a run. Call it before {@link #fit}, so that no event is missed. */
    public RunFollower followRun(String runId) {
        return new RunFollower(platform, runId);
    }

    /** The result of ingest: metadata as given or detected, rows, warnings. Empty until ingest has ended. */
    public Optional<IngestManifest> ingested(String runId) throws IOException {
        return platform.artifacts().find(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
    }

    /** The result of preprocess for a table. Empty until the table is prepared. */
    public Optional<PreprocessManifest> prepared(String runId, String table) throws IOException {
        return platform.artifacts()
                .find(ArtifactKeys.tableManifest(runId, Stages.PREPROCESS, table), PreprocessManifest.class);
    }

    /** The rules that were found in the source. Empty until linkage has ended. */
    public Optional<FoundRules> rules(String runId, List<String> tables) throws IOException {
        Artifacts artifacts = platform.artifacts();
        Optional<LinkageManifest> linkage =
                artifacts.find(ArtifactKeys.stageManifest(runId, Stages.LINKAGE), LinkageManifest.class);
        if (linkage.isEmpty()) {
            return Optional.empty();
        }
        List<TableRules> columns = new ArrayList<>();
        for (String table : tables) {
            PreprocessManifest prepared =
                    PreparedTables.of(artifacts, linkage.get()).table(table);
            columns.add(artifacts.rules(table, prepared.rules()));
        }
        return Optional.of(new FoundRules(
                columns, Linkage.fromJson(artifacts.readBlob(linkage.get().linkage()))));
    }

    public void cancel(String runId, String reason) {
        RunCancelled event = RunCancelled.newBuilder()
                .setRunId(runId)
                .setReason(reason)
                .setCancelledAt(Instant.now())
                .build();
        try (EventPublisher publisher = platform.publisher(SOURCE)) {
            publisher.publish(Topics.RUN_COMMANDS, runId, runId, event);
        }
    }

    /**
     * Uploads the given rows, if there are some, and publishes the request.
     *
     * @throws FailureException (Rejected) if there is no such file, or it is no CSV file
     */
    public void sample(String sampleId, SampleOrder order) {
        Optional<GivenFile> given = order.given().map(new GivenUpload(platform, sampleId)::put);
        SampleRequested event = SampleRequested.newBuilder()
                .setSampleId(sampleId)
                .setModel(order.model())
                .setScale(order.scale())
                .setRows(order.rows())
                .setSeed(order.seed().isPresent() ? order.seed().getAsLong() : null)
                .setTopicPrefix(order.topicPrefix().orElse(null))
                .setConditions(conditions(order.likeness()))
                .setRebalance(rebalance(order.likeness()))
                .setTemperature(order.likeness().temperature())
                .setTopP(order.likeness().topP())
                .setRequestedAt(Instant.now())
                .setCompression(order.compression().orElse(null))
                .setChildren(order.children())
                .setGiven(given.orElse(null))
                .build();
        try (EventPublisher publisher = platform.publisher(SOURCE)) {
            publisher.publish(Topics.SAMPLE_REQUESTS, sampleId, sampleId, event);
        } catch (RuntimeException e) {
            if (given.isPresent()) {
                forget(platform.artifacts().store(), ArtifactKeys.given(sampleId), e);
            }
            throw e;
        }
    }

    private static List<Condition> conditions(SampleOrder.Likeness likeness) {
        List<Condition> out = new ArrayList<>();
        likeness.where()
                .forEach((column, value) -> out.add(
                        Condition.newBuilder().setColumn(column).setValue(value).build()));
        likeness.within()
                .forEach((column, within) -> out.add(Condition.newBuilder()
                        .setColumn(column)
                        .setAtLeast(within.atLeast())
                        .setAbove(within.above())
                        .setAtMost(within.atMost())
                        .setBelow(within.below())
                        .setAmong(within.among())
                        .build()));
        return out;
    }

    private static List<Rebalance> rebalance(SampleOrder.Likeness likeness) {
        List<Rebalance> out = new ArrayList<>();
        likeness.rebalance().forEach((column, shares) -> out.add(new Rebalance(column, shares)));
        return out;
    }

    /** Cancels a sample. Rows that are already on their topics stay there; SampleFailed counts them. */
    public void cancelSample(String sampleId, String reason) {
        SampleCancelled event = SampleCancelled.newBuilder()
                .setSampleId(sampleId)
                .setReason(reason)
                .setCancelledAt(Instant.now())
                .build();
        try (EventPublisher publisher = platform.publisher(SOURCE)) {
            publisher.publish(Topics.SAMPLE_COMMANDS, sampleId, sampleId, event);
        }
    }

    public boolean wasAskedFor(String sampleId) {
        return TopicView.latest(platform, Topics.SAMPLE_REQUESTS, SampleRequested.class).stream()
                .anyMatch(s -> s.getSampleId().equals(sampleId));
    }

    /** How a sample has ended; empty if it hasn't. */
    public Optional<SampleOutcome> sampleOutcome(String sampleId) {
        Optional<SampleOutcome> failed = TopicView.latest(platform, Topics.SAMPLE_FAILURES, SampleFailed.class).stream()
                .filter(f -> f.getSampleId().equals(sampleId))
                .findFirst()
                .map(SampleOutcome.Failed::new);
        return failed.or(() -> TopicView.latest(platform, Topics.SAMPLES, SampleCompleted.class).stream()
                .filter(s -> s.getSampleId().equals(sampleId))
                .findFirst()
                .map(SampleOutcome.Completed::new));
    }

    /** Starts to follow a sample. Call it before {@link #sample}, so that no event is missed. */
    public SampleFollower followSample(String sampleId) {
        return new SampleFollower(platform, sampleId);
    }

    public SampleManifest sampleManifest(SampleCompleted sample) throws IOException {
        SampleManifest manifest =
                platform.artifacts().read(ArtifactKeys.sampleManifest(sample.getSampleId()), SampleManifest.class);
        if (!manifest.isOf(sample)) {
            throw FailureException.defect(
                    "tampered-artifact",
                    "The manifest of " + sample.getSampleId() + " does not say what was announced of the sample.");
        }
        return manifest;
    }

    /** Writes a sample's rows to files like those of the source, or to {@code <table>.csv}. */
    public List<SampleExporter.ExportedTable> export(SampleManifest sample, Path out, SampleExporter.Listener listener)
            throws IOException {
        try (LoadedModel model = load(sample.modelId())) {
            return new SampleExporter(rowTopics(), model::schema, model::fileStyle, workDir)
                    .export(sample, out, listener);
        }
    }

    /** Opens a reader for a sample's rows on their topics. */
    public RowTopicReader rowTopics() {
        return new RowTopicReader(platform);
    }

    /** Reads the announced manifest of a model and checks its digest. */
    public ModelManifest modelManifest(String modelId) throws IOException {
        ModelReady announced = model(modelId)
                .orElseThrow(() -> FailureException.rejected("unknown-model", "There is no model " + modelId + "."));
        return platform.artifacts()
                .readVerified(ArtifactKeys.model(modelId), announced.getManifestDigest(), ModelManifest.class);
    }

    /** Loads a model with its weights into this process. */
    public LoadedModel load(String modelId) throws IOException {
        return new LoadedModel(platform.artifacts(), modelManifest(modelId));
    }

    /** Seals a model: no training can start from it any more. */
    public ModelSeal seal(String modelId) throws IOException {
        return ModelSeal.put(platform.artifacts(), modelId);
    }

    public boolean isSealed(String modelId) throws IOException {
        return ModelSeal.isOn(platform.artifacts(), modelId);
    }

    /** Opens the dead letters: records that could not be handled. */
    public DeadLetterBox deadLetters() {
        return new DeadLetterBox(platform);
    }

    /** Newest first. */
    public List<RunStatus> runs() {
        return TopicView.latest(platform, Topics.RUNS, RunStatus.class).stream()
                .sorted(Comparator.comparing(RunStatus::getRequestedAt).reversed())
                .toList();
    }

    public Optional<RunStatus> run(String runId) {
        return runs().stream().filter(r -> r.getRunId().equals(runId)).findFirst();
    }

    /** Newest first. */
    public List<ModelReady> models() {
        return TopicView.latest(platform, Topics.MODELS, ModelReady.class).stream()
                .sorted(Comparator.comparing(ModelReady::getReadyAt).reversed())
                .toList();
    }

    /** Finds a model by its id, or the newest model of that name. */
    public Optional<ModelReady> model(String idOrName) {
        List<ModelReady> models = models();
        return models.stream()
                .filter(m -> m.getModelId().equals(idOrName))
                .findFirst()
                .or(() -> models.stream()
                        .filter(m -> m.getName().equals(idOrName))
                        .findFirst());
    }

    @Override
    public void close() {
        platform.close();
    }
}
