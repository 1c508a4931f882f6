package io.rowmill.platform.testing;

import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects on the heap, and in which order they were written. */
public final class WatchedStore implements ObjectStore {
    private final ObjectStore objects = new MemoryObjectStore();
    private final List<String> effects = Collections.synchronizedList(new ArrayList<>());

    /** Keys in the order of their writing, {@code delete <key>} for what was deleted, and whatever else was {@link #note noted}. */
    public List<String> effects() {
        return List.copyOf(effects);
    }

    public void note(String effect) {
        effects.add(effect);
    }

    public void forgetEffects() {
        effects.clear();
    }

    @Override
    public void put(String key, byte[] bytes) throws IOException {
        objects.put(key, bytes);
        note(key);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        objects.put(key, file);
        note(key);
    }

    @Override
    public void put(String key, InputStream in) throws IOException {
        objects.put(key, in);
        note(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) throws IOException {
        boolean written = objects.putIfAbsent(key, bytes);
        if (written) {
            note(key);
        }
        return written;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return objects.open(key);
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        return objects.open(key, offset, length);
    }

    @Override
    public void download(String key, Path file) throws IOException {
        objects.download(key, file);
    }

    @Override
    public Optional<StoredObject> stat(String key) throws IOException {
        return objects.stat(key);
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        return objects.list(prefix);
    }

    @Override
    public void delete(String key) throws IOException {
        objects.delete(key);
        note("delete " + key);
    }

    @Override
    public void deletePrefix(String prefix) throws IOException {
        objects.deletePrefix(prefix);
        note("delete " + prefix);
    }
}
