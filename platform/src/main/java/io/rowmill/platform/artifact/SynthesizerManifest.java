package io.rowmill.platform.artifact;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.platform.storage.BlobRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one training job.
 *
 * @param engine the engine that made the weights
 * @param columns content columns learned, in order
 * @param weights weights of the synthesizer, which its engine reads
 * @param metrics figures about the training
 * @param accuracy1 1-way accuracy on validation rows, or null
 * @param accuracy2 2-way accuracy on validation rows, or null
 * @param bridges columns of earlier batches that it is conditioned on, after the table's context
 * @param ending why training ended: EPOCHS, NO_IMPROVEMENT or TIME_LIMIT; null in older manifests
 * @param warnings sentences about the training and about columns that have collapsed
 * @param pick why this engine was picked, if the requested engine ({@code auto}) had to decide; else null
 */
public record SynthesizerManifest(
        int formatVersion,
        String runId,
        String table,
        String batch,
        String engine,
        List<String> columns,
        Map<String, String> settings,
        BlobRef weights,
        Map<String, Double> metrics,
        @Nullable Double accuracy1,
        @Nullable Double accuracy2,
        List<String> bridges,
        @Nullable String ending,
        List<String> warnings,
        @Nullable String pick) {
    public static final int FORMAT_VERSION = 1;

    public SynthesizerManifest {
        bridges = bridges == null ? List.of() : List.copyOf(bridges);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** The batch that it has learned. */
    public ColumnBatch columnBatch() {
        return new ColumnBatch(batch, columns, bridges);
    }
}
