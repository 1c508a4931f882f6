package io.rowmill.platform.artifact;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.rules.TableRules;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.storage.Blobs;
import io.rowmill.platform.storage.Digests;
import io.rowmill.platform.storage.NoSuchObjectException;
import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Manifests and blobs, which can outlive a run. A manifest is created once; a second writer gets the first manifest. */
public final class Artifacts {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ObjectStore store;
    private final Blobs blobs;

    public Artifacts(ObjectStore store) {
        this.store = store;
        this.blobs = new Blobs(store);
    }

    public <T> Optional<T> find(String key, Class<T> type) throws IOException {
        try (InputStream in = store.open(key)) {
            return Optional.of(JSON.readValue(in, type));
        } catch (NoSuchObjectException e) {
            return Optional.empty();
        }
    }

    /** @throws FailureException (Defect) if there is none */
    public <T> T read(String key, Class<T> type) throws IOException {
        return find(key, type).orElseThrow(() -> missing(key));
    }

    /**
     * Reads a manifest whose digest is known from an event.
     *
     * @param digest {@code sha256:<hex>}
     * @throws FailureException (Defect) if there is none, or another one ({@code tampered-artifact})
     */
    public <T> T readVerified(String key, String digest, Class<T> type) throws IOException {
        byte[] bytes;
        try (InputStream in = store.open(key)) {
            bytes = in.readAllBytes();
        } catch (NoSuchObjectException e) {
            throw missing(key);
        }
        if (!Digests.sha256(bytes).equals(digest)) {
            throw FailureException.defect("tampered-artifact", key + " is not what was written: its digest differs.");
        }
        return JSON.readValue(bytes, type);
    }

    private static FailureException missing(String key) {
        return FailureException.defect("missing-artifact", "There is no " + key + ".");
    }

    /** @return the stored manifest: the given one, or the one that was there before */
    public <T> T createOnce(String key, T manifest, Class<T> type) throws IOException {
        return store.putIfAbsent(key, JSON.writeValueAsBytes(manifest)) ? manifest : read(key, type);
    }

    /** Replaces the object of a key. */
    public void write(String key, Object value) throws IOException {
        store.put(key, JSON.writeValueAsBytes(value));
    }

    public BlobRef putBlob(byte[] bytes) throws IOException {
        return blobs.put(bytes);
    }

    public BlobRef putJsonBlob(Object value) throws IOException {
        return blobs.put(JSON.writeValueAsBytes(value));
    }

    /** Reads a blob and checks its digest. */
    public byte[] readBlob(BlobRef ref) throws IOException {
        return blobs.read(ref);
    }

    /** The digest of the object of a key: {@code sha256:<hex>}. */
    public String digest(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return Digests.sha256(in.readAllBytes());
        }
    }

    public <T> T readJsonBlob(BlobRef ref, Class<T> type) throws IOException {
        return JSON.readValue(readBlob(ref), type);
    }

    /**
     * The rules of a table.
     *
     * @param ref null: it has none, or is of a version that knew none
     */
    public TableRules rules(String table, @Nullable BlobRef ref) throws IOException {
        return ref == null ? TableRules.none(table) : readJsonBlob(ref, TableRules.class);
    }

    public ObjectStore store() {
        return store;
    }
}
