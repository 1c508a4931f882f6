package io.rowmill.ingest;

import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.StoredObject;
import io.rowmill.sources.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** Files that a client has put under one prefix of the object store. */
final class StoredFiles implements SourceFiles {
    private final ObjectStore store;
    private final String prefix;

    StoredFiles(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix.endsWith("/") ? prefix : prefix + "/";
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<StoredObject> objects = store.list(prefix)) {
            return objects.map(o -> o.key().substring(prefix.length()))
                    .filter(name -> !name.contains("/"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return store.open(prefix + name);
    }
}
