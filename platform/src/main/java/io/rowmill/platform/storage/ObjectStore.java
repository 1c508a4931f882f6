package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bytes by key. An object appears whole or not at all, and a reader sees what was written last. No key may be a directory of
 * another one ({@code a} and {@code a/b}): a filesystem cannot hold both.
 *
 * <p>Every method throws {@link FailureException}: Transient ({@code storage-unavailable}) if the store is away or
 * ({@code storage-full}) full, Defect
 * ({@code storage-refused}) if it refuses, and {@link IllegalArgumentException} for a key that {@link Keys} does not allow.
 * An {@link IOException} is otherwise about the caller's own file or stream.
 *
 * <p>Safe for use by several threads. Whoever made it closes it, after all streams that it gave; these are closed by whoever asked for
 * them. No argument and no result is null.
 */
public interface ObjectStore extends AutoCloseable {

    /** Makes sure that objects can be kept: that there is a bucket, or one is made. Fails with a sentence that says why not. */
    default void prepare() throws IOException {}

    /** Writes or replaces. */
    void put(String key, byte[] bytes) throws IOException;

    /** Writes or replaces, in constant memory. */
    void put(String key, Path file) throws IOException;

    /**
     * Writes or replaces, in constant memory.
     *
     * @param in read to its end, not closed
     */
    void put(String key, InputStream in) throws IOException;

    /**
     * Writes unless the key holds something already; among racing writers one wins.
     *
     * @return whether {@code bytes} were written
     */
    boolean putIfAbsent(String key, byte[] bytes) throws IOException;

    /** @throws NoSuchObjectException if the key holds nothing */
    InputStream open(String key) throws IOException;

    /**
     * A part of an object; what lies behind its end is left out.
     *
     * @param offset of the first byte
     * @param length bytes wanted
     * @throws NoSuchObjectException if the key holds nothing
     */
    InputStream open(String key, long offset, long length) throws IOException;

    /**
     * Copies an object into a file, which appears whole or not at all and replaces what was there.
     *
     * @throws NoSuchObjectException if the key holds nothing
     */
    void download(String key, Path file) throws IOException;

    Optional<StoredObject> stat(String key) throws IOException;

    default boolean exists(String key) throws IOException {
        return stat(key).isPresent();
    }

    /**
     * Objects whose key starts with {@code prefix} (no directory semantics; empty: all), in no particular order, fetched as
     * the stream is read. Close it.
     */
    Stream<StoredObject> list(String prefix) throws IOException;

    /** Deletes an object; one that isn't there is no error. */
    void delete(String key) throws IOException;

    /** Deletes every object whose key starts with {@code prefix}, which must not be empty. */
    void deletePrefix(String prefix) throws IOException;

    @Override
    default void close() {}
}
