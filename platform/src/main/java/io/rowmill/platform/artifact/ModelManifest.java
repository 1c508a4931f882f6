package io.rowmill.platform.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import java.util.Map;

/**
 * What ModelReady announces: linkage + synthesizers + transforms + metadata, by digest.
 *
 * @param seed of the training, and of samples that name none
 * @param provenance versions, durations and settings
 */
public record ModelManifest(
        int formatVersion,
        String modelId,
        String runId,
        String name,
        JsonNode metadata,
        BlobRef linkage,
        List<ModelTable> tables,
        long seed,
        Provenance provenance) {
    public static final int FORMAT_VERSION = 1;

    /** @param synthesizers none for a table without content columns */
    public record ModelTable(
            String table, long sourceRows, BlobRef transform, List<SynthesizerManifest> synthesizers) {}

    /** @param settings the run's settings, complete */
    public record Provenance(
            String rowmillVersion,
            String javaVersion,
            long requestedAtMillis,
            long readyAtMillis,
            Map<String, String> settings,
            List<String> warnings) {}

    public ModelTable table(String name) {
        return tables.stream()
                .filter(t -> t.table().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name + " in model " + modelId));
    }
}
