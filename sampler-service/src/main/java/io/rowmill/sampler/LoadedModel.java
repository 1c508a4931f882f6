package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.KeyFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.BatchedSynthesizer;
import io.rowmill.core.sampling.TransformedContent;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.table.ValueFormat;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.rows.RowSchema;
import io.rowmill.platform.rows.RowSchema.RowColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** A model with its parts fetched on first use and checked by digest. Safe for use by several threads. */
public final class LoadedModel implements AutoCloseable {
    private final Artifacts artifacts;
    private final ModelManifest manifest;
    private final DatabaseMetadata metadata;
    private final Linkage linkage;
    private final Map<String, TransformedContent> contents = new HashMap<>();
    private final Map<String, Synthesizer> synthesizers = new HashMap<>();
    private final Map<String, RowSchema> schemas = new HashMap<>();

    public LoadedModel(Artifacts artifacts, ModelManifest manifest) throws IOException {
        this.artifacts = artifacts;
        this.manifest = manifest;
        this.metadata = MetadataJson.read(manifest.metadata().toString(), "the model's manifest")
                .metadata();
        this.linkage = Linkage.fromJson(artifacts.readBlob(manifest.linkage()));
    }

    public ModelManifest manifest() {
        return manifest;
    }

    public Linkage linkage() {
        return linkage;
    }

    TableMetadata table(String name) {
        return metadata.table(name);
    }

    /** @throws java.io.UncheckedIOException if the transforms can't be fetched */
    public synchronized TransformedContent content(String table) {
        return contents.computeIfAbsent(table, t -> {
            try {
                return new TransformedContent(
                        artifacts.readJsonBlob(manifest.table(t).transform(), TableTransform.class));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Empty for a table without anything to learn. */
    public synchronized Optional<Synthesizer> synthesizer(String table) throws IOException {
        List<SynthesizerManifest> trained = manifest.table(table).synthesizers();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        Synthesizer synthesizer = synthesizers.get(table);
        if (synthesizer == null) {
            synthesizer = trained.size() == 1 ? load(trained.get(0)) : loadBatches(table, trained);
            synthesizers.put(table, synthesizer);
        }
        return Optional.of(synthesizer);
    }

    private Synthesizer loadBatches(String table, List<SynthesizerManifest> trained) throws IOException {
        List<BatchedSynthesizer.Trained> batches = new ArrayList<>();
        for (SynthesizerManifest batch : trained) {
            batches.add(new BatchedSynthesizer.Trained(batch.columnBatch(), load(batch)));
        }
        return BatchedSynthesizer.of(content(table), batches);
    }

    private Synthesizer load(SynthesizerManifest trained) throws IOException {
        return engine(trained.engine()).load(new ByteArrayInputStream(artifacts.readBlob(trained.weights())));
    }

    private static SynthesizerEngine engine(String name) {
        return ServiceLoader.load(SynthesizerEngine.class, LoadedModel.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        FailureException.rejected("unknown-engine", "This sampler has no engine '" + name + "'."));
    }

    /** Engines of a table that can't sample under conditions. */
    public List<String> enginesWithoutConditions(String table) {
        return manifest.table(table).synthesizers().stream()
                .map(SynthesizerManifest::engine)
                .distinct()
                .filter(name -> !engine(name).takesConditions())
                .toList();
    }

    public List<TableMetadata> tables() {
        return metadata.tables();
    }

    synchronized RowSchema schema(String table) {
        return schemas.computeIfAbsent(table, this::rowSchema);
    }

    private RowSchema rowSchema(String name) {
        TableMetadata table = metadata.table(name);
        Set<String> keys = metadata.keyColumns(name);
        List<RowColumn> columns = table.columns().stream()
                .map(ColumnMetadata::name)
                .map(c -> new RowColumn(
                        c, format(name, c, keys), !table.primaryKey().contains(c)))
                .toList();
        return new RowSchema(name, columns, table.primaryKey());
    }

    private ValueFormat format(String table, String column, Set<String> keys) {
        if (!keys.contains(column)) {
            return content(table).transform().format(column);
        }
        KeyFormat format = linkage.formatOf(table, column);
        return format instanceof KeyFormat.WholeNumber ? new ValueFormat.WholeNumber(1) : new ValueFormat.Text();
    }

    @Override
    public synchronized void close() {
        synthesizers.values().forEach(Synthesizer::close);
        synthesizers.clear();
    }
}
