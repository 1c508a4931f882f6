package io.rowmill.platform.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.settings.RunOptions;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.transform.Encoding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of ingest, written once all tables are read and checked.
 *
 * @param metadata SDV V1 JSON, as given or as detected
 * @param settings the run's settings, complete
 * @param tableSettings per table, and per batch that has any of its own, the table's and its engine's settings, complete
 * @param base the base model, if the run trains only some parts again; null: it learns everything
 * @param encodings what the engine reads, per table and per batch that has settings of its own
 * @param privacy what a run under differential privacy promises; {@code tables} then name stand-ins, whose rows are made from noised
 *     answers alone; null: the run isn't
 * @param encoding what the only engine reads, in manifests of earlier versions; null once read
 */
public record IngestManifest(
        int formatVersion,
        String runId,
        String name,
        JsonNode metadata,
        List<Snapshot> tables,
        Map<String, String> settings,
        Map<String, Map<String, String>> tableSettings,
        List<String> warnings,
        long requestedAtMillis,
        @Nullable BaseModel base,
        Map<String, Encoding> encodings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Encoding encoding,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrivacyPlan privacy) {
    public static final int FORMAT_VERSION = 1;

    public IngestManifest {
        tableSettings = withEngines(settings, tableSettings);
        encodings = encodings == null ? ofAll(tableSettings.keySet(), encoding) : Map.copyOf(encodings);
        encoding = null;
    }

    public IngestManifest(
            int formatVersion,
            String runId,
            String name,
            JsonNode metadata,
            List<Snapshot> tables,
            Map<String, String> settings,
            Map<String, Map<String, String>> tableSettings,
            List<String> warnings,
            long requestedAtMillis,
            @Nullable BaseModel base,
            Map<String, Encoding> encodings,
            @Nullable PrivacyPlan privacy) {
        this(
                formatVersion,
                runId,
                name,
                metadata,
                tables,
                settings,
                tableSettings,
                warnings,
                requestedAtMillis,
                base,
                encodings,
                null,
                privacy);
    }

    /** In earlier versions, a run had one engine. */
    private static Map<String, Map<String, String>> withEngines(
            Map<String, String> run, Map<String, Map<String, String>> tables) {
        String engine = run.get(RunSettings.ENGINE);
        if (engine == null) {
            return tables;
        }
        Map<String, Map<String, String>> out = new HashMap<>();
        tables.forEach((owner, settings) -> {
            Map<String, String> own = new HashMap<>(settings);
            own.putIfAbsent(RunSettings.ENGINE, engine);
            out.put(owner, own);
        });
        return out;
    }

    private static Map<String, Encoding> ofAll(Set<String> owners, @Nullable Encoding encoding) {
        Map<String, Encoding> out = new HashMap<>();
        owners.forEach(owner -> out.put(owner, encoding == null ? Encoding.NORMALIZED : encoding));
        return out;
    }

    /**
     * One table's snapshot.
     *
     * @param droppedRows number of rows dropped because of invalid keys
     * @param file how the source's file is written; null: the source is no file
     */
    public record Snapshot(
            String table,
            long rows,
            long droppedRows,
            String key,
            String digest,
            long size,
            @Nullable FileStyle file) {}

    /** The same run over other snapshots of its tables. */
    public IngestManifest withTables(List<Snapshot> others) {
        return new IngestManifest(
                formatVersion,
                runId,
                name,
                metadata,
                others,
                settings,
                tableSettings,
                warnings,
                requestedAtMillis,
                base,
                encodings,
                privacy);
    }

    public DatabaseMetadata database() {
        return MetadataJson.read(metadata.toString(), "the ingest manifest").metadata();
    }

    public RunOptions options() {
        return RunOptions.of(settings);
    }

    public TableOptions options(String table) {
        TableOptions options = TableOptions.of(tableSettings.get(table));
        return isCopied(table) || privacy != null ? options.ofShown() : options;
    }

    /** Read from the JSON, because it is asked often. */
    private boolean isCopied(String table) {
        return metadata.path("tables").path(table).path("public").asBoolean(false);
    }

    public Encoding encoding(String table) {
        return encodings.get(table);
    }

    /** As the batch's engine needs it, which may be another than the table's. */
    public Encoding encoding(String table, String batch) {
        return encodings.getOrDefault(table + "/" + batch, encodings.get(table));
    }

    /** What trainings have to keep to that read real rows by private steps; empty: they read what there is like any rows. */
    public Optional<PrivacyPlan> privateTraining() {
        return Optional.ofNullable(privacy).filter(PrivacyPlan::isTrainedPrivately);
    }

    public Optional<BaseModel> baseModel() {
        return Optional.ofNullable(base);
    }

    public Snapshot snapshot(String table) {
        return tables.stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no snapshot of table " + table));
    }
}
