package io.rowmill.platform.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Objects on the heap, gone with it. For tests. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, Written> objects = new ConcurrentSkipListMap<>();

    private record Written(byte[] bytes, Instant at) {
        static Written now(byte[] bytes) {
            return new Written(bytes, Instant.now());
        }

        StoredObject as(String key) {
            return new StoredObject(key, bytes.length, at);
        }
    }

    @Override
    public void put(String key, byte[] bytes) {
        objects.put(Keys.requireKey(key), Written.now(bytes.clone()));
    }

    @Override
    public void put(String key, Path file) throws IOException {
        objects.put(Keys.requireKey(key), Written.now(Files.readAllBytes(file)));
    }

    @Override
    public void put(String key, InputStream in) throws IOException {
        objects.put(Keys.requireKey(key), Written.now(in.readAllBytes()));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return objects.putIfAbsent(Keys.requireKey(key), Written.now(bytes.clone())) == null;
    }

    @Override
    public InputStream open(String key) throws IOException {
        return new ByteArrayInputStream(bytes(key));
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        Ranges.require(offset, length);
        byte[] bytes = bytes(key);
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
    }

    private byte[] bytes(String key) throws NoSuchObjectException {
        Written written = objects.get(Keys.requireKey(key));
        if (written == null) {
            throw new NoSuchObjectException(key);
        }
        return written.bytes();
    }

    @Override
    public void download(String key, Path file) throws IOException {
        Files.write(file, bytes(key));
    }

    @Override
    public Optional<StoredObject> stat(String key) {
        return Optional.ofNullable(objects.get(Keys.requireKey(key))).map(written -> written.as(key));
    }

    @Override
    public Stream<StoredObject> list(String prefix) {
        List<StoredObject> found = objects.tailMap(Keys.requirePrefix(prefix)).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .map(e -> e.getValue().as(e.getKey()))
                .toList();
        return found.stream();
    }

    @Override
    public void delete(String key) {
        objects.remove(Keys.requireKey(key));
    }

    @Override
    public void deletePrefix(String prefix) {
        list(Ranges.requireNotEmpty(prefix)).forEach(o -> objects.remove(o.key()));
    }
}
