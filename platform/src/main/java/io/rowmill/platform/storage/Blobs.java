package io.rowmill.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    public BlobRef put(Path file) throws IOException {
        BlobRef ref = new BlobRef(Digests.sha256(file), Files.size(file));
        if (isMissing(ref)) {
            store.put(ref.objectKey(), file);
        }
        return ref;
    }

    private boolean isMissing(BlobRef ref) throws IOException {
        Optional<StoredObject> stored = store.stat(ref.objectKey());
        return stored.isEmpty() || stored.get().size() != ref.size();
    }

    /**
     * The blob's bytes. Reading to the end checks them: the read that meets the end throws a FailureException (Defect,
     * {@code tampered-artifact}) if they aren't the ones the digest was made of. So trust them only after the end.
     *
     * @throws NoSuchObjectException if it is not there
     */
    public InputStream open(BlobRef ref) throws IOException {
        return new VerifyingInputStream(store.open(ref.objectKey()), ref);
    }
}
