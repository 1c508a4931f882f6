package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Immutable objects named by their digest: writing one twice is writing it once, and a reader knows what it gets. */
public final class Blobs {
    private final ObjectStore store;

    public Blobs(ObjectStore store) {
        this.store = store;
    }

    public BlobRef put(byte[] bytes) throws IOException {
        BlobRef ref = new BlobRef(Digests.sha256(bytes), bytes.length);
        if (isMissing(ref)) {
            store.put(ref.objectKey(), bytes);
        }
        return ref;
    }

    private boolean isMissing(BlobRef ref) throws IOException {
        Optional<StoredObject> stored = store.stat(ref.objectKey());
        return stored.isEmpty() || stored.get().size() != ref.size();
    }

    /**
     * The blob's bytes, all of them checked before any of them is handed out. A blob is a part of a model and fits in memory.
     *
     * @throws FailureException (Defect) {@code missing-artifact} if it is not there, {@code tampered-artifact} if its bytes aren't the
     *     ones the digest was made of
     */
    public byte[] read(BlobRef ref) throws IOException {
        byte[] bytes;
        try (InputStream in = store.open(ref.objectKey())) {
            bytes = in.readNBytes((int) Math.min(ref.size() + 1, Integer.MAX_VALUE));
        } catch (NoSuchObjectException e) {
            throw FailureException.defect(
                    "missing-artifact",
                    ref.objectKey()
                            + ", a file of a model, is missing in the object store: restore it, or learn the model again.");
        }
        if (!Digests.sha256(bytes).equals(ref.digest())) {
            throw FailureException.defect(
                    "tampered-artifact", ref.objectKey() + " is not what was written: its digest differs.");
        }
        return bytes;
    }
}
