package io.rowmill.platform.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.settings.RunOptions;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.transform.Encoding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of ingest, written once all tables are read and checked.
 *
 * @param metadata SDV V1 JSON, as given or as detected
 * @param settings the run's settings, complete
 * @param tableSettings per table, and per batch that has any of its own, the table's and its engine's settings, complete
 * @param base the base model, if the run trains only some parts again; null: it learns everything
 * @param encodings what the engine reads, per table and per batch that has settings of its own
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
        Map<String, Encoding> encodings) {
    public static final int FORMAT_VERSION = 1;

    public IngestManifest {
        encodings = Map.copyOf(encodings);
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

    public DatabaseMetadata database() {
        return MetadataJson.read(metadata.toString(), "the ingest manifest").metadata();
    }

    public RunOptions options() {
        return RunOptions.of(settings);
    }

    public TableOptions options(String table) {
        return TableOptions.of(tableSettings.get(table));
    }

    public Encoding encoding(String table) {
        return encodings.get(table);
    }

    /** As the batch's engine needs it, which may be another than the table's. */
    public Encoding encoding(String table, String batch) {
        return encodings.getOrDefault(table + "/" + batch, encodings.get(table));
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
