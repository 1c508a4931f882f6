package io.rowmill.platform.needs;

import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;

/** The bucket: it is there, or can be made. */
public final class StoreNeed implements Need {
    private final ObjectStore store;
    private final String endpoint;

    /** @param endpoint for people */
    public StoreNeed(ObjectStore store, String endpoint) {
        this.store = store;
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return "The object store at " + endpoint + " (ROWMILL_S3_ENDPOINT)";
    }

    @Override
    public void ask() throws IOException {
        store.prepare();
    }
}
