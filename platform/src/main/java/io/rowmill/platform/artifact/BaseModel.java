package io.rowmill.platform.artifact;

import io.rowmill.core.batches.ColumnBatch;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The model that a run trains parts of again: everything else, with all transforms and the linkage, is taken over from it.
 *
 * @param manifestDigest of its manifest, as it was announced
 * @param only the jobs that are trained again
 */
public record BaseModel(String modelId, String manifestDigest, List<Part> only) {
    /** A batch of a table's columns. */
    public record Part(String table, String batch) {
        public Part {
            Objects.requireNonNull(table);
            Objects.requireNonNull(batch);
        }

        @Override
        public String toString() {
            return ColumnBatch.jobName(table, batch);
        }
    }

    public BaseModel {
        Objects.requireNonNull(modelId);
        Objects.requireNonNull(manifestDigest);
        only = List.copyOf(only);
        if (only.isEmpty()) {
            throw new IllegalArgumentException("nothing of the base model is to be trained again");
        }
    }

    /** The manifest that was announced, checked by its digest. */
    public ModelManifest manifest(Artifacts artifacts) throws IOException {
        return artifacts.readVerified(ArtifactKeys.model(modelId), manifestDigest, ModelManifest.class);
    }

    public boolean trains(String table, String batch) {
        return only.contains(new Part(table, batch));
    }

    public boolean trains(String table) {
        return only.stream().anyMatch(p -> p.table().equals(table));
    }
}
