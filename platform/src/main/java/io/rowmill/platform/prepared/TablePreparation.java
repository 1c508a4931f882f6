package io.rowmill.platform.prepared;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.batches.ColumnBatches;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.PreprocessManifest.EncodedColumn;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.prepared.Encoder.Encoded;
import io.rowmill.platform.storage.BlobRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fits the transforms of one table, encodes its content columns in batches, and stores both. */
public final class TablePreparation {
    private final Artifacts artifacts;
    private final RunData data;
    private final IngestManifest ingest;
    private final String table;
    private final String stage;
    private final Path dir;

    /**
     * @param stage that prepares the table: preprocess, or linkage, which does so again
     * @param dir where columns are encoded
     */
    public TablePreparation(
            Artifacts artifacts, RunData data, IngestManifest ingest, String table, String stage, Path dir) {
        this.artifacts = artifacts;
        this.data = data;
        this.ingest = ingest;
        this.table = table;
        this.stage = stage;
        this.dir = dir;
    }

    /** The columns of a table that are no keys, or all of one that is copied: its keys are known, and tell about rows that refer to it. */
    public static TableMetadata withoutKeys(DatabaseMetadata database, TableMetadata table) {
        if (table.copied()) {
            return database.keysAsCategories(table.name());
        }
        Set<String> keys = database.keyColumns(table.name());
        return new TableMetadata(
                table.name(),
                table.columns().stream().filter(c -> !keys.contains(c.name())).toList(),
                List.of());
    }

    /** @param stored the transform */
    private record Prepared(BlobRef stored, Encoded encoded, List<ColumnBatch> batches) {}

    /**
     * @param rows without the columns of keys
     * @param rules that the rows keep: what they say isn't learned
     * @param parents what the rules read of parents' rows
     * @param told cells that are not hidden, by column
     * @param formats of columns, as far as they are known
     */
    public PreprocessManifest fit(
            TableRows rows,
            TableRules rules,
            ParentCells parents,
            Map<String, Set<String>> told,
            Map<String, ValueFormat> formats)
            throws IOException {
        Encoder encoder = encoder(rows, rules, parents);
        Map<String, ValueFormat> learned = new HashMap<>(formats);
        learned.keySet().removeIf(c -> rules.learned(c) != Learned.WHOLE);
        learned.putAll(rules.residualFormats());
        return manifest(rows, fit(encoder, options().telling(told).knowing(learned)), stored(rules));
    }

    /** {@link #renew} is possible: the table's columns are learned together before and after. */
    public boolean isRenewable(PreprocessManifest before) {
        int columns = ingest.database().table(table).columns().size();
        return before.batches().size() == 1
                && !ColumnBatches.splits(ingest.options(table).batching(), columns);
    }

    /**
     * Like {@link #fit}, but takes over what is learned of columns for which nothing changes.
     *
     * @param before how the table was prepared
     * @param changed columns of which something else is learned now
     * @param rows at least with the columns that {@link TableRules#read} names of these
     */
    public PreprocessManifest renew(
            PreprocessManifest before,
            Set<String> changed,
            TableRows rows,
            TableRules rules,
            ParentCells parents,
            Map<String, Set<String>> told)
            throws IOException {
        TableMetadata whole = ingest.database().table(table);
        TableTransform found = TableTransform.none(table);
        List<EncodedColumn> columns = new ArrayList<>(before.columns());
        columns.removeIf(c -> changed.contains(c.column()));
        if (!rules.read(changed).isEmpty()) {
            TransformOptions options = options().telling(told).knowing(rules.residualFormats());
            Encoding encoding = ingest.encoding(table, ColumnBatch.WHOLE_TABLE);
            Map<String, Encoding> others = new LinkedHashMap<>();
            changed.forEach(c -> others.put(c, encoding));
            Encoded encoded = encoder(rows, rules, parents).only(changed).fit(options.with(others), "encoded");
            found = encoded.transform();
            columns.addAll(store(encoded));
        }
        columns.sort(Comparator.comparingInt(c -> whole.indexOf(c.column()).orElseThrow()));
        TableTransform transform =
                artifacts.readJsonBlob(before.transform(), TableTransform.class).replacing(changed, found, whole);
        List<String> learned = columns.stream()
                .filter(c -> !c.parts().isEmpty())
                .map(EncodedColumn::column)
                .toList();
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                ingest.runId(),
                table,
                before.rows(),
                artifacts.putJsonBlob(transform),
                columns,
                learned.isEmpty() ? List.of() : List.of(ColumnBatch.whole(learned)),
                transform.hidden(),
                transform.madeUp(whole),
                stored(rules),
                null);
    }

    private @Nullable BlobRef stored(TableRules rules) throws IOException {
        return rules.isEmpty() ? null : artifacts.putJsonBlob(rules);
    }

    /** As a table of a base model was prepared. */
    public PreprocessManifest again(
            TableRows rows, ModelManifest.ModelTable base, TableRules rules, ParentCells parents) throws IOException {
        TableTransform transform = artifacts.readJsonBlob(base.transform(), TableTransform.class);
        List<ColumnBatch> batches = base.synthesizers().stream()
                .map(SynthesizerManifest::columnBatch)
                .toList();
        Encoder encoder = encoder(rows, rules, parents);
        return manifest(
                rows, new Prepared(base.transform(), encoder.encode(transform, "encoded"), batches), base.rules());
    }

    /** As another table of the same columns was prepared: its transforms, for these rows. */
    public PreprocessManifest like(TableRows rows, PreprocessManifest fitted) throws IOException {
        TableTransform transform = artifacts.readJsonBlob(fitted.transform(), TableTransform.class);
        Encoder encoder = encoder(rows, artifacts.rules(table, fitted.rules()), ParentCells.NONE);
        return manifest(
                rows,
                new Prepared(fitted.transform(), encoder.encode(transform, "encoded"), fitted.batches()),
                fitted.rules());
    }

    /** As a table of a base model was prepared, but without encoded columns: nobody reads them, or not before linkage. */
    public PreprocessManifest later(TableRows rows, ModelManifest.ModelTable base) {
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                ingest.runId(),
                table,
                rows.rowCount(),
                base.transform(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                base.rules(),
                null);
    }

    private Encoder encoder(TableRows rows, TableRules rules, ParentCells parents) {
        DatabaseMetadata database = ingest.database();
        return new Encoder(
                rows,
                rules,
                parents,
                database.madeColumns(table),
                AlternateKeys.of(database, table).uniqueColumns(),
                database.table(table),
                new Seed(ingest.options().seed()).derive(stage).derive(table),
                dir);
    }

    /** Which engine learns a column is known when there are batches, and these are found in encoded columns. */
    private Prepared fit(Encoder encoder, TransformOptions options) throws IOException {
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

    private TransformOptions options() {
        return ingest.options(table)
                .transform(ingest.encoding(table), ingest.options().locale());
    }

    private PreprocessManifest manifest(TableRows rows, Prepared prepared, @Nullable BlobRef rules) throws IOException {
        TableTransform transform = prepared.encoded().transform();
        return new PreprocessManifest(
                PreprocessManifest.FORMAT_VERSION,
                ingest.runId(),
                table,
                rows.rowCount(),
                prepared.stored(),
                store(prepared.encoded()),
                prepared.batches(),
                transform.hidden(),
                transform.madeUp(ingest.database().table(table)),
                rules,
                null);
    }

    private List<EncodedColumn> store(Encoded encoded) throws IOException {
        TableTransform transform = encoded.transform();
        TableMetadata metadata = ingest.database().table(table);
        List<EncodedColumn> columns = new ArrayList<>();
        for (String column : transform.contentColumns()) {
            var parts = transform.parts(column);
            if (parts.isEmpty()) {
                columns.add(new EncodedColumn(column, parts, "", "", 0));
                continue;
            }
            int index = metadata.indexOf(column).orElseThrow();
            RunData.Stored stored = stage.equals(Stages.PREPROCESS)
                    ? data.putEncodedColumn(table, index, encoded.file(column))
                    : data.putEncodedAgain(table, index, encoded.file(column));
            columns.add(new EncodedColumn(column, parts, stored.key(), stored.digest(), stored.size()));
        }
        return columns;
    }
}
