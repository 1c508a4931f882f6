package io.rowmill.platform.artifact;

import io.rowmill.core.batches.ColumnBatch;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The base model of a run that trains only some parts again. Everything else, with all transforms and the linkage, is taken over.
 *
 * @param manifestDigest digest of its manifest, as announced
 * @param only the jobs to train again
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

    /** Reads the announced manifest and checks its digest. */
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
