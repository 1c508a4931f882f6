package io.rowmill.platform.model;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import java.io.IOException;

/**
 * Says that no training may start from a model any more. It lies beside the model's manifest, is created once and never taken
 * away, so that a sealed version stays the last word of its line; sampling goes on.
 */
public record ModelSeal(int formatVersion, String modelId, long sealedAtMillis) {
    private static final int FORMAT_VERSION = 1;

    /** @return the seal: a new one, or the one that was there before */
    public static ModelSeal put(Artifacts artifacts, String modelId) throws IOException {
        ModelSeal seal = new ModelSeal(FORMAT_VERSION, modelId, System.currentTimeMillis());
        return artifacts.createOnce(ArtifactKeys.seal(modelId), seal, ModelSeal.class);
    }

    public static boolean isOn(Artifacts artifacts, String modelId) throws IOException {
        return artifacts.store().exists(ArtifactKeys.seal(modelId));
    }
}
