package io.rowmill.platform.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.privacy.PrivacyStatement;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that ModelReady announces: linkage, synthesizers, transforms and metadata, by digest.
 *
 * @param seed seed of the training, and of samples without a seed
 * @param provenance versions, durations and settings
 * @param base the base model and the parts that were trained again; null: everything was learned
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
        Provenance provenance,
        @Nullable BaseModel base,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PrivacyStatement privacy) {
    public static final int FORMAT_VERSION = 1;

    /**
     * One table of a model.
     *
     * @param synthesizers one per batch, in sampling order; none for a table without content columns
     * @param accuracy1 1-way accuracy of all its columns on validation rows, or null
     * @param accuracy2 2-way accuracy, or null
     * @param orderedBy column that orders the rows of one parent; null: they have no such order
     * @param hidden how much of each column is hidden because it is rare or extreme
     * @param file how the source's file of it is written; null: the source was no file
     * @param rules that its rows keep, as JSON; null: there are none
     * @param copied the rows of a reference table, as JSON: samples have them as they are; null: the table is learned
     */
    public record ModelTable(
            String table,
            long sourceRows,
            BlobRef transform,
            List<SynthesizerManifest> synthesizers,
            @Nullable Double accuracy1,
            @Nullable Double accuracy2,
            @Nullable String orderedBy,
            List<HiddenValues> hidden,
            @Nullable FileStyle file,
            @Nullable BlobRef rules,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlobRef copied) {
        public ModelTable {
            synthesizers = List.copyOf(synthesizers);
            hidden = hidden == null ? List.of() : List.copyOf(hidden);
            if (synthesizers.size() == 1) {
                accuracy1 = synthesizers.get(0).accuracy1();
                accuracy2 = synthesizers.get(0).accuracy2();
            }
        }

        /** Without rules. */
        public ModelTable(
                String table,
                long sourceRows,
                BlobRef transform,
                List<SynthesizerManifest> synthesizers,
                @Nullable Double accuracy1,
                @Nullable Double accuracy2,
                @Nullable String orderedBy,
                List<HiddenValues> hidden,
                @Nullable FileStyle file) {
            this(table, sourceRows, transform, synthesizers, accuracy1, accuracy2, orderedBy, hidden, file, null, null);
        }

        /** @throws IllegalArgumentException if there is no such batch */
        public SynthesizerManifest synthesizer(String batch) {
            return synthesizers.stream()
                    .filter(s -> s.batch().equals(batch))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no batch " + batch + " of table " + table));
        }
    }

    /** @param settings the run's settings, complete */
    public record Provenance(
            String rowmillVersion,
            String javaVersion,
            long requestedAtMillis,
            long readyAtMillis,
            Map<String, String> settings,
            List<String> warnings) {}

    public Optional<BaseModel> baseModel() {
        return Optional.ofNullable(base);
    }

    public ModelTable table(String name) {
        return tables.stream()
                .filter(t -> t.table().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name + " in model " + modelId));
    }
}
