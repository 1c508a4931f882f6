package io.rowmill.platform.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.settings.Settings;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.synthesizer.TrainingListener;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.PreprocessManifest.EncodedColumn;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.snapshot.SnapshotWriter;
import io.rowmill.schemas.ModelReady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run over {@link SmallDatabase}, taken as far as a test needs it: {@link #ingest}, {@link #prepare}, {@link #link},
 * {@link #train}, {@link #assemble}, each of which leaves in the store what the stage of that name leaves.
 */
public final class SmallRun {
    public static final String RUN = "run-small";

    /** A name of {@link BootstrapEngine} for parts that are encoded as categories. */
    public static final String OF_CATEGORIES = "bootstrap-of-categories";

    private final String id;
    private final Path dir;
    private final WatchedStore store;
    private final Artifacts artifacts;
    private final Map<String, TableTransform> transforms = new LinkedHashMap<>();
    private final Map<String, List<String[]>> ownRows = new LinkedHashMap<>();
    private RunSettings settings;
    private SynthesizerEngine engine = new BootstrapEngine();

    /** @param dir for scratch files */
    public SmallRun(Path dir) {
        this(RUN, dir, new WatchedStore());
    }

    private SmallRun(String id, Path dir, WatchedStore store) {
        this.id = id;
        this.dir = dir;
        this.store = store;
        this.artifacts = new Artifacts(store);
    }

    /** Its columns are encoded as categories, and its synthesizers take conditions. */
    public SmallRun ofCategories() {
        engine = new ConditionedEngine();
        return this;
    }

    /** Another run of the same store, before its first stage. */
    public SmallRun next(String runId) throws IOException {
        return new SmallRun(runId, Files.createDirectories(dir.resolve(runId)), store);
    }

    public String id() {
        return id;
    }

    public WatchedStore store() {
        return store;
    }

    public Artifacts artifacts() {
        return artifacts;
    }

    public RunData data(String runId) {
        return new RunData(store, runId);
    }

    public RunData data() {
        return data(id);
    }

    /** A job whose events are among the store's effects. */
    public RecordedJob job() {
        return new RecordedJob(store::note);
    }

    /** Other rows of a table than the database's, to be ingested. */
    public SmallRun with(String table, List<String[]> rows) {
        ownRows.put(table, rows);
        return this;
    }

    public SmallRun ingest() throws IOException {
        return ingest(Map.of(), null);
    }

    /** @param given as in a request; the engine is {@link BootstrapEngine} */
    public SmallRun ingest(Map<String, String> given, BaseModel base) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(Map.of(RunSettings.ENGINE, engine.name()));
        all.putAll(given);
        List<SettingDescriptor> descriptors = engine.settings();
        settings = RunSettings.resolve(
                all, Map.of(BootstrapEngine.NAME, descriptors, OF_CATEGORIES, descriptors), SmallDatabase.TABLES);
        List<IngestManifest.Snapshot> snapshots = new ArrayList<>();
        for (String table : SmallDatabase.TABLES) {
            snapshots.add(snapshot(
                    ownRows.containsKey(table)
                            ? new InMemoryRows(SmallDatabase.METADATA.table(table), ownRows.get(table))
                            : SmallDatabase.rows(table)));
        }
        Map<String, Map<String, String>> perTable = new LinkedHashMap<>();
        Map<String, Encoding> encodings = new LinkedHashMap<>();
        settings.tables().forEach((owner, own) -> {
            perTable.put(owner, own.asMap());
            encodings.put(
                    owner,
                    own.text(RunSettings.ENGINE).equals(OF_CATEGORIES) ? Encoding.CATEGORICAL : Encoding.NORMALIZED);
        });
        artifacts.write(
                ArtifactKeys.stageManifest(id, Stages.INGEST),
                new IngestManifest(
                        IngestManifest.FORMAT_VERSION,
                        id,
                        "small",
                        new ObjectMapper().readTree(MetadataJson.write(SmallDatabase.METADATA)),
                        snapshots,
                        settings.run().asMap(),
                        perTable,
                        List.of(),
                        0,
                        base,
                        encodings,
                        null));
        return this;
    }

    private IngestManifest.Snapshot snapshot(InMemoryRows rows) throws IOException {
        String table = rows.metadata().name();
        Path file = dir.resolve(table + ".avro");
        try (SnapshotWriter writer = new SnapshotWriter(file, rows.metadata())) {
            for (String[] row : rows.rows()) {
                writer.write(row);
            }
        }
        RunData.Stored stored = data().putSnapshot(table, file);
        return new IngestManifest.Snapshot(
                table, rows.rowCount(), 0, stored.key(), stored.digest(), stored.size(), null);
    }

    public IngestManifest ingested() throws IOException {
        return artifacts.read(ArtifactKeys.stageManifest(id, Stages.INGEST), IngestManifest.class);
    }

    public SmallRun prepare() throws IOException {
        return prepare(Map.of());
    }

    /** @param batches per table that is not learned whole */
    public SmallRun prepare(Map<String, List<ColumnBatch>> batches) throws IOException {
        for (TableMetadata table : SmallDatabase.METADATA.tables()) {
            TableTransform transform = fit(table);
            transforms.put(table.name(), transform);
            Map<String, Path> files = encode(table, transform);
            List<EncodedColumn> columns = new ArrayList<>();
            for (String column : transform.contentColumns()) {
                int index = table.indexOf(column).orElseThrow();
                RunData.Stored stored = data().putEncodedColumn(table.name(), index, files.get(column));
                columns.add(new EncodedColumn(
                        column, transform.parts(column), stored.key(), stored.digest(), stored.size()));
            }
            artifacts.write(
                    ArtifactKeys.tableManifest(id, Stages.PREPROCESS, table.name()),
                    new PreprocessManifest(
                            PreprocessManifest.FORMAT_VERSION,
                            id,
                            table.name(),
                            SmallDatabase.rows(table.name()).rowCount(),
                            artifacts.putJsonBlob(transform),
                            columns,
                            batches.get(table.name()),
                            List.of(),
                            List.of()));
        }
        return this;
    }

    private TableTransform fit(TableMetadata table) throws IOException {
        return TableTransform.fit(
                SmallDatabase.rows(table.name()),
                SmallDatabase.METADATA.keyColumns(table.name()),
                settings.options(table.name())
                        .transform(engine.encoding(), settings.options().locale()),
                new Seed(1));
    }

    private Map<String, Path> encode(TableMetadata table, TableTransform transform) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        transform.contentColumns().forEach(c -> files.put(c, dir.resolve(table.name() + "-" + c + ".col")));
        transform.encode(
                SmallDatabase.rows(table.name()),
                new Seed(1),
                (column, rows, layout) -> EncodedColumnFile.create(files.get(column), rows, layout));
        return files;
    }

    public PreprocessManifest prepared(String table) throws IOException {
        return artifacts.read(ArtifactKeys.tableManifest(id, Stages.PREPROCESS, table), PreprocessManifest.class);
    }

    public SmallRun link() throws IOException {
        Path scratch = Files.createDirectories(dir.resolve("linkage"));
        LinkageFitter.Fitted fitted =
                LinkageFitter.fit(SmallDatabase.METADATA, new SmallSource(transforms), new Seed(1), scratch);
        String key = SmallDatabase.METADATA.relationships().get(0).name();
        RunData.Stored index =
                data().putParentIndex(0, fitted.indexes().parentIndexes().get(key));
        artifacts.write(
                ArtifactKeys.stageManifest(id, Stages.LINKAGE),
                new LinkageManifest(
                        LinkageManifest.FORMAT_VERSION,
                        id,
                        artifacts.putBlob(fitted.linkage().toJson()),
                        List.of(new LinkageManifest.ParentIndex(key, index.key(), index.digest(), index.size())),
                        List.of()));
        return this;
    }

    public LinkageManifest linked() throws IOException {
        return artifacts.read(ArtifactKeys.stageManifest(id, Stages.LINKAGE), LinkageManifest.class);
    }

    public Linkage linkage() throws IOException {
        return Linkage.fromJson(artifacts.readBlob(linked().linkage()));
    }

    /** Every batch of every table, by {@link BootstrapEngine}; contexts are left out, as it has no use for them. */
    public SmallRun train() throws IOException {
        for (String table : SmallDatabase.TABLES) {
            for (ColumnBatch batch : prepared(table).batches()) {
                train(table, batch);
            }
        }
        return this;
    }

    private void train(String table, ColumnBatch batch) throws IOException {
        int rows = SmallDatabase.rows(table).rows().size();
        EncodedTable content = new EncodedTable(rows, SmallSource.parts(table, transforms.get(table), batch.columns()));
        SynthesizerEngine.Trained trained = engine.train(
                new TrainingInput(
                        ColumnBatch.jobName(table, batch.name()), content, EncodedTable.empty(rows), null, new Seed(1)),
                Settings.of(engine.settings(), Map.of()),
                Optional.empty(),
                TrainingListener.SILENT);
        artifacts.write(
                ArtifactKeys.jobManifest(id, table, batch.name()),
                new SynthesizerManifest(
                        SynthesizerManifest.FORMAT_VERSION,
                        id,
                        table,
                        batch.name(),
                        engine.name(),
                        batch.columns(),
                        Map.of(),
                        artifacts.putBlob(trained.weights()),
                        trained.metrics(),
                        null,
                        null,
                        batch.bridges(),
                        trained.ending().name(),
                        List.of(),
                        null));
    }

    public SynthesizerManifest trained(String table, String batch) throws IOException {
        return artifacts.read(ArtifactKeys.jobManifest(id, table, batch), SynthesizerManifest.class);
    }

    /** The model, as it is announced. */
    public ModelReady assemble() throws IOException {
        List<ModelManifest.ModelTable> tables = new ArrayList<>();
        for (String table : SmallDatabase.TABLES) {
            PreprocessManifest prepared = prepared(table);
            List<SynthesizerManifest> synthesizers = new ArrayList<>();
            for (ColumnBatch batch : prepared.batches()) {
                synthesizers.add(trained(table, batch.name()));
            }
            tables.add(new ModelManifest.ModelTable(
                    table, prepared.rows(), prepared.transform(), synthesizers, null, null, null, List.of(), null));
        }
        String modelId = RunNames.modelId(id);
        String key = ArtifactKeys.model(modelId);
        artifacts.write(
                key,
                new ModelManifest(
                        ModelManifest.FORMAT_VERSION,
                        modelId,
                        id,
                        "small",
                        ingested().metadata(),
                        linked().linkage(),
                        tables,
                        7,
                        new ModelManifest.Provenance("", "", 0, 0, Map.of(), List.of()),
                        null,
                        null));
        return ModelReady.newBuilder()
                .setModelId(modelId)
                .setRunId(id)
                .setName("small")
                .setTables(List.of())
                .setManifest(key)
                .setManifestDigest(artifacts.digest(key))
                .setRequestedAt(Instant.EPOCH)
                .setReadyAt(Instant.EPOCH)
                .build();
    }

    /** A run of which there is a model. */
    public ModelReady model() throws IOException {
        return ingest().prepare().link().train().assemble();
    }

    /** A job of this run's model, to be trained again. */
    public BaseModel asBase(String table, String batch) throws IOException {
        String modelId = RunNames.modelId(id);
        return new BaseModel(
                modelId, artifacts.digest(ArtifactKeys.model(modelId)), List.of(new BaseModel.Part(table, batch)));
    }
}
