package io.rowmill.platform.model;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.model.Model;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.rows.RowSchema;
import io.rowmill.platform.rows.RowSchema.RowColumn;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A model with its parts fetched on first use and checked by digest. Safe for use by several threads. */
public final class LoadedModel implements Model, AutoCloseable {
    private final Artifacts artifacts;
    private final ModelManifest manifest;
    private final Engines engines = Engines.installed();
    private final SynthesizerLoader loader;
    private final DatabaseMetadata metadata;
    private final Linkage linkage;
    private final Map<String, TableTransform> transforms = new HashMap<>();
    private final Map<String, TableRules> rules = new HashMap<>();
    private final Map<String, CopiedRows> copies = new HashMap<>();
    private final Map<String, Synthesizer> synthesizers = new HashMap<>();
    private final Map<String, RowSchema> schemas = new HashMap<>();

    public LoadedModel(Artifacts artifacts, ModelManifest manifest) throws IOException {
        this.artifacts = artifacts;
        this.manifest = manifest;
        this.loader = new SynthesizerLoader(artifacts, engines);
        this.metadata = MetadataJson.read(manifest.metadata().toString(), "the model's manifest")
                .metadata();
        this.linkage = Linkage.fromJson(artifacts.readBlob(manifest.linkage()));
    }

    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public Linkage linkage() {
        return linkage;
    }

    public TableMetadata table(String name) {
        return metadata.table(name);
    }

    @Override
    public synchronized TableTransform transform(String table) {
        return transforms.computeIfAbsent(table, t -> {
            try {
                return artifacts.readJsonBlob(manifest.table(t).transform(), TableTransform.class);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public synchronized TableRules rules(String table) {
        return rules.computeIfAbsent(table, t -> {
            try {
                return artifacts.rules(t, manifest.table(t).rules());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public synchronized CopiedRows copied(String table) {
        return copies.computeIfAbsent(table, t -> {
            try {
                return artifacts.readJsonBlob(
                        Objects.requireNonNull(manifest.table(t).copied(), "not copied"), CopiedRows.class);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public synchronized Optional<Synthesizer> synthesizer(String table) throws IOException {
        List<SynthesizerManifest> trained = manifest.table(table).synthesizers();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        Synthesizer synthesizer = synthesizers.get(table);
        if (synthesizer == null) {
            synthesizer = loader.load(transform(table), trained);
            synthesizers.put(table, synthesizer);
        }
        return Optional.of(synthesizer);
    }

    @Override
    public List<String> enginesWithoutConditions(String table) {
        return manifest.table(table).synthesizers().stream()
                .map(SynthesizerManifest::engine)
                .distinct()
                .filter(name -> !engines.byName(name).takesConditions())
                .toList();
    }

    @Override
    public List<TableMetadata> tables() {
        return metadata.tables();
    }

    /** How the rows of a table are written, columns in the order of the source. */
    public synchronized RowSchema schema(String table) {
        return schemas.computeIfAbsent(table, this::rowSchema);
    }

    /** How files of a table's rows are written: like the source's, if it was a file. */
    public FileStyle fileStyle(String table) {
        return Objects.requireNonNullElse(manifest.table(table).file(), FileStyle.PLAIN);
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
            return metadata.isCopied(table)
                    ? copied(table).format(column)
                    : rules(table).format(column, transform(table));
        }
        boolean isNumber = linkage.formatOf(table, column).isNumber()
                && (!metadata.isCopied(table) || copied(table).areWholeNumbers(column));
        return isNumber ? new ValueFormat.WholeNumber(1) : new ValueFormat.Text();
    }

    @Override
    public synchronized void close() {
        synthesizers.values().forEach(Synthesizer::close);
        synthesizers.clear();
    }
}
