package io.rowmill.preprocess;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.RuleFinder;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.MadeUpColumn;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.PreprocessManifest.EncodedColumn;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.topic.Topics;
import io.rowmill.preprocess.Encoder.Encoded;
import io.rowmill.schemas.TableIngested;
import io.rowmill.schemas.TablePrepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares one table: fits its transforms on the snapshot, encodes its content columns, stores both. */
final class PreprocessHandler implements JobHandler<TableIngested> {
    private static final Logger LOG = LoggerFactory.getLogger(PreprocessHandler.class);

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Path workDir;

    PreprocessHandler(Artifacts artifacts, Function<String, RunData> runData, Path workDir) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.workDir = workDir;
    }

    @Override
    public void handle(TableIngested event, Job job) throws IOException {
        String key = ArtifactKeys.tableManifest(event.getRunId(), Stages.PREPROCESS, event.getTable());
        if (artifacts.find(key, PreprocessManifest.class).isEmpty()) {
            IngestManifest ingest =
                    artifacts.read(ArtifactKeys.stageManifest(event.getRunId(), Stages.INGEST), IngestManifest.class);
            artifacts.createOnce(key, prepare(ingest, event.getTable()), PreprocessManifest.class);
        }
        job.publish(
                Topics.TABLES_PREPARED,
                event.getRunId(),
                new TablePrepared(event.getRunId(), event.getTable(), event.getTables(), key));
    }

    private PreprocessManifest prepare(IngestManifest ingest, String name) throws IOException {
        DatabaseMetadata database = ingest.database();
        TableMetadata table = database.table(name);
        Seed seed = new Seed(ingest.options().seed()).derive("preprocess").derive(name);
        RunData data = runData.apply(ingest.runId());
        try (JobDir dir = new JobDir(workDir, ingest.runId())) {
            TableRows rows = data.snapshot(ingest.snapshot(name), withoutKeys(database, table), dir.path());
            Optional<ModelManifest> base = base(ingest);
            if (base.isPresent() && !isRead(ingest.baseModel().orElseThrow(), base.get(), name)) {
                return manifest(
                        ingest,
                        name,
                        rows,
                        base.get().table(name).transform(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        base.get().table(name).rules());
            }
            Set<String> unique = AlternateKeys.of(database, name).uniqueColumns();
            TableRules rules = base.isPresent()
                    ? artifacts.rules(name, base.get().table(name).rules())
                    : rules(ingest.options(name), rows, table, unique);
            Encoder encoder = new Encoder(rows, rules, database.keyColumns(name), unique, table, seed, dir.path());
            Prepared prepared = base.isPresent() ? again(base.get().table(name), encoder) : fit(ingest, name, encoder);
            LOG.info(
                    "prepared table {}: {} rows, {} content columns, {} rules between columns",
                    name,
                    rows.rowCount(),
                    prepared.encoded().transform().contentColumns().size(),
                    rules.derivations().size());
            return manifest(
                    ingest,
                    name,
                    rows,
                    prepared.stored(),
                    store(data, table, prepared.encoded()),
                    prepared.batches(),
                    prepared.encoded().transform().hidden(),
                    prepared.encoded().transform().madeUp(table),
                    rules.derivations().isEmpty() ? null : artifacts.putJsonBlob(rules));
        }
    }

    /** @param stored the transform */
    private record Prepared(BlobRef stored, Encoded encoded, List<ColumnBatch> batches) {}

    private Prepared again(ModelManifest.ModelTable base, Encoder encoder) throws IOException {
        Encoded encoded = encoder.encode(artifacts.readJsonBlob(base.transform(), TableTransform.class), "encoded");
        List<ColumnBatch> batches = base.synthesizers().stream()
                .map(SynthesizerManifest::columnBatch)
                .toList();
        return new Prepared(base.transform(), encoded, batches);
    }

    /** Which engine learns a column is known when there are batches, and these are found in encoded columns. */
    private Prepared fit(IngestManifest ingest, String table, Encoder encoder) throws IOException {
        TransformOptions options = options(ingest, table);
        Encoded first = encoder.fit(options, "encoded");
        List<ColumnBatch> batches = new BatchPlanner(first.transform(), first::file)
                .plan(ingest.options(table).batching(), encoder.rows().rowCount());
        Map<String, Encoding> others = new LinkedHashMap<>();
        for (ColumnBatch batch : batches) {
            Encoding encoding = ingest.encoding(table, batch.name());
            if (encoding != options.encoding()) {
                batch.columns().forEach(column -> others.put(column, encoding));
            }
        }
        if (others.isEmpty()) {
            return new Prepared(artifacts.putJsonBlob(first.transform()), first, batches);
        }
        Encoded second = encoder.fit(options.with(others), "encoded-by-batch");
        // A column with a few common numbers may be constant in one encoding and not in the other.
        List<ColumnBatch> learned = batches.stream()
                .flatMap(batch -> batch.only(c -> !second.transform().parts(c).isEmpty()).stream())
                .toList();
        return new Prepared(artifacts.putJsonBlob(second.transform()), second, learned);
    }

    private static PreprocessManifest manifest(
            IngestManifest ingest,
            String table,
            TableRows rows,
            BlobRef transform,
            List<EncodedColumn> columns,
            List<ColumnBatch> batches,
            List<HiddenValues> hidden,
            List<MadeUpColumn> madeUp,
            @Nullable BlobRef rules) {
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                ingest.runId(),
                table,
                rows.rowCount(),
                transform,
                columns,
                batches,
                hidden,
                madeUp,
                rules);
    }

    /** A column with a transform of the user's own, without repetitions, or by which rows follow one another is not made from others. */
    private static TableRules rules(TableOptions options, TableRows rows, TableMetadata table, Set<String> unique)
            throws IOException {
        if (!options.rules()) {
            return TableRules.none(table.name());
        }
        Set<String> kept = new HashSet<>(unique);
        kept.addAll(options.transforms().keySet());
        table.sequenceIndex().ifPresent(kept::add);
        return RuleFinder.find(
                rows,
                TableTransform.formats(rows, Set.of()),
                kept,
                options.protection(),
                options.nullStrategy() != NullStrategy.REPLACE_MEAN);
    }

    private Optional<ModelManifest> base(IngestManifest ingest) throws IOException {
        return ingest.baseModel().isPresent()
                ? Optional.of(ingest.baseModel().get().manifest(artifacts))
                : Optional.empty();
    }

    /** A table of the base is trained again, or one of its columns is context of one that is. */
    private boolean isRead(BaseModel base, ModelManifest model, String table) throws IOException {
        if (base.trains(table)) {
            return true;
        }
        Linkage linkage = Linkage.fromJson(artifacts.readBlob(model.linkage()));
        return base.only().stream()
                .flatMap(p -> linkage.table(p.table()).context().stream())
                .anyMatch(c -> c.table().equals(table));
    }

    private static TableMetadata withoutKeys(DatabaseMetadata database, TableMetadata table) {
        Set<String> keys = database.keyColumns(table.name());
        return new TableMetadata(
                table.name(),
                table.columns().stream().filter(c -> !keys.contains(c.name())).toList(),
                List.of());
    }

    private static List<EncodedColumn> store(RunData data, TableMetadata table, Encoded encoded) throws IOException {
        TableTransform transform = encoded.transform();
        List<EncodedColumn> columns = new ArrayList<>();
        for (String column : transform.contentColumns()) {
            var parts = transform.parts(column);
            if (parts.isEmpty()) {
                columns.add(new EncodedColumn(column, parts, "", "", 0));
                continue;
            }
            int index = table.indexOf(column).orElseThrow();
            RunData.Stored stored = data.putEncodedColumn(table.name(), index, encoded.file(column));
            columns.add(new EncodedColumn(column, parts, stored.key(), stored.digest(), stored.size()));
        }
        return columns;
    }

    private static TransformOptions options(IngestManifest ingest, String table) {
        return ingest.options(table)
                .transform(ingest.encoding(table), ingest.options().locale());
    }
}
