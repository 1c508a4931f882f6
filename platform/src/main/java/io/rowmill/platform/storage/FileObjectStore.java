package io.rowmill.platform.storage;

import io.rowmill.core.failure.FailureException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Objects as files below a directory, the key being the path. Several processes may share it. */
public final class FileObjectStore implements ObjectStore {
    private static final int ATTEMPTS = 5;

    private final Path objects;
    private final Path temporary;

    /** @param directory created if missing */
    public FileObjectStore(Path directory) throws IOException {
        this.objects = Files.createDirectories(directory.toAbsolutePath().resolve("objects"));
        this.temporary = Files.createDirectories(directory.toAbsolutePath().resolve("tmp"));
    }

    @Override
    public void put(String key, byte[] bytes) throws IOException {
        put(key, new ByteArrayInputStream(bytes));
    }

    @Override
    public void put(String key, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            put(key, in);
        }
    }

    @Override
    public void put(String key, InputStream in) throws IOException {
        Path target = path(key);
        Path whole = spool(in);
        try {
            place(
                    target,
                    () -> Files.move(
                            whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** A hard link is made only if its name is free, and shows a whole file at once. */
    @Override
    public boolean putIfAbsent(String key, byte[] bytes) throws IOException {
        Path target = path(key);
        if (Files.exists(target)) {
            return false;
        }
        Path whole = spool(new ByteArrayInputStream(bytes));
        try {
            place(target, () -> Files.createLink(target, whole));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private interface Placement {
        void run() throws IOException;
    }

    /** Somebody else's {@link #deletePrefix} may take a directory away between its creation and its use. */
    private static void place(Path target, Placement placement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(target.getParent());
                placement.run();
                return;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw unavailable(e);
                }
            }
        }
    }

    private Path spool(InputStream in) throws IOException {
        Path file = temporary.resolve(UUID.randomUUID().toString());
        try {
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        return open(key, 0, Long.MAX_VALUE);
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        Ranges.require(offset, length);
        try {
            FileChannel channel = FileChannel.open(regularFile(key), StandardOpenOption.READ);
            channel.position(offset);
            return new BufferedInputStream(new BoundedInputStream(Channels.newInputStream(channel), length));
        } catch (NoSuchFileException e) {
            throw new NoSuchObjectException(key);
        }
    }

    @Override
    public void download(String key, Path file) throws IOException {
        Downloads.whole(file, part -> {
            try {
                Files.copy(regularFile(key), part, StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                throw new NoSuchObjectException(key);
            }
        });
    }

    private Path regularFile(String key) throws NoSuchObjectException {
        Path path = path(key);
        if (!Files.isRegularFile(path)) {
            throw new NoSuchObjectException(key);
        }
        return path;
    }

    @Override
    public Optional<StoredObject> stat(String key) throws IOException {
        Path path = path(key);
        return Files.isRegularFile(path) ? describe(path) : Optional.empty();
    }

    @Override
    public Stream<StoredObject> list(String prefix) throws IOException {
        Path from = objects.resolve(Keys.requirePrefix(prefix).substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(from)) {
            return Stream.empty();
        }
        return Files.walk(from)
                .filter(Files::isRegularFile)
                .flatMap(p -> describe(p).stream())
                .filter(o -> o.key().startsWith(prefix));
    }

    /** Empty if the file has gone meanwhile. */
    private Optional<StoredObject> describe(Path path) {
        try {
            return Optional.of(new StoredObject(
                    key(path), Files.size(path), Files.getLastModifiedTime(path).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Path path = path(key);
        if (Files.isRegularFile(path)) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void deletePrefix(String prefix) throws IOException {
        try (Stream<StoredObject> found = list(Ranges.requireNotEmpty(prefix))) {
            for (Iterator<StoredObject> i = found.iterator(); i.hasNext(); ) {
                delete(i.next().key());
            }
        }
        prune(objects.resolve(prefix));
    }

    private static void prune(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                pruneOne(path);
            }
        }
    }

    private static void pruneOne(Path path) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                Files.deleteIfExists(path);
            }
        } catch (DirectoryNotEmptyException e) {
            // Somebody has put something there: it stays.
            return;
        }
    }

    private Path path(String key) {
        return objects.resolve(Keys.requireKey(key));
    }

    private String key(Path path) {
        return objects.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private static FailureException unavailable(IOException e) {
        return FailureException.unavailable("storage-unavailable", "The object store's directory is away.", e);
    }
}
