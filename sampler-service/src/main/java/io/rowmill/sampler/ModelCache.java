package io.rowmill.sampler;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.schemas.ModelReady;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models in use, as they were announced. The cache keeps a few. Of more, it closes the least recently used one as soon as
 * nobody uses it.
 */
final class ModelCache implements AutoCloseable {
    private static final int CAPACITY = 4;

    private final Artifacts artifacts;
    private final ModelLookup index;
    private final Map<String, Entry> byId = new LinkedHashMap<>(CAPACITY, 0.75f, true);

    ModelCache(Artifacts artifacts, ModelLookup index) {
        this.artifacts = artifacts;
        this.index = index;
    }

    private static final class Entry {
        private final LoadedModel model;
        private int users;

        Entry(LoadedModel model) {
            this.model = model;
        }
    }

    /** Finds announced models. */
    @FunctionalInterface
    interface ModelLookup {
        /** As {@link io.rowmill.platform.model.ModelIndex#find}. */
        ModelReady find(String idOrName) throws InterruptedException;
    }

    /** Work with a model. */
    @FunctionalInterface
    interface Use<T> {
        T with(LoadedModel model) throws IOException;
    }

    /** The model stays loaded at least until {@code use} returns. */
    <T> T use(String modelId, Use<T> use) throws IOException, InterruptedException {
        Entry entry = acquire(modelId);
        try {
            return use.with(entry.model);
        } finally {
            release(entry);
        }
    }

    private synchronized Entry acquire(String modelId) throws IOException, InterruptedException {
        Entry entry = byId.get(modelId);
        if (entry == null) {
            String digest = index.find(modelId).getManifestDigest();
            entry = new Entry(new LoadedModel(
                    artifacts, artifacts.readVerified(ArtifactKeys.model(modelId), digest, ModelManifest.class)));
            byId.put(modelId, entry);
        }
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry entry) {
        entry.users--;
        var eldestFirst = byId.values().iterator();
        while (byId.size() > CAPACITY && eldestFirst.hasNext()) {
            Entry eldest = eldestFirst.next();
            if (eldest.users == 0) {
                eldestFirst.remove();
                eldest.model.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        byId.values().forEach(entry -> entry.model.close());
        byId.clear();
    }
}
