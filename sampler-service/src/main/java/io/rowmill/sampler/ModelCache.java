package io.rowmill.sampler;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.ModelManifest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The models in use, the least recently used one given up first. */
final class ModelCache implements AutoCloseable {
    private static final int CAPACITY = 4;

    private final Artifacts artifacts;
    private final Map<String, LoadedModel> byId = new LinkedHashMap<>(CAPACITY, 0.75f, true);

    ModelCache(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    synchronized LoadedModel get(String modelId) throws IOException {
        LoadedModel model = byId.get(modelId);
        if (model == null) {
            model = new LoadedModel(artifacts, artifacts.read(ArtifactKeys.model(modelId), ModelManifest.class));
            byId.put(modelId, model);
            evict();
        }
        return model;
    }

    private void evict() {
        if (byId.size() > CAPACITY) {
            var eldest = byId.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    @Override
    public synchronized void close() {
        byId.values().forEach(LoadedModel::close);
        byId.clear();
    }
}
