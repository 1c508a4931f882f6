package io.rowmill.platform.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a process for temporary files, which can contain real rows. The next process deletes the directories of killed
 * processes. A living process locks a file beside its directory; the operating system releases the lock when the process dies.
 */
public final class WorkDir implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDir.class);
    private static final String LOCK = ".lock";
    /** Directories of this process. Their lock files must not be opened: closing a file releases all locks of the process on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private WorkDir(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Deletes the directories of killed processes. Only one process does so at a time.
     *
     * @param root may be shared with other processes
     */
    public static synchronized WorkDir claim(Path root) {
        try {
            Path all = Files.createDirectories(root.resolve("jobs")).toRealPath();
            try (FileChannel door = open(all.resolve("door" + LOCK));
                    FileLock alone = door.lock()) {
                deleteLeftovers(all);
                return create(all.resolve(UUID.randomUUID().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for temporary files can't be used: " + root, e);
        }
    }

    private static WorkDir create(Path own) throws IOException {
        FileChannel lock = open(lockOf(own));
        lock.lock();
        OWN.add(own);
        return new WorkDir(Files.createDirectory(own), lock);
    }

    private static void deleteLeftovers(Path all) throws IOException {
        List<Path> directories;
        try (Stream<Path> entries = Files.list(all)) {
            directories = entries.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            if (!OWN.contains(directory) && isAbandoned(directory)) {
                JobDir.delete(directory);
                Files.deleteIfExists(lockOf(directory));
                LOG.info("deleted {}, which a killed process had left", directory);
            }
        }
    }

    private static boolean isAbandoned(Path directory) throws IOException {
        try (FileChannel channel = open(lockOf(directory));
                FileLock free = channel.tryLock()) {
            return free != null;
        }
    }

    private static Path lockOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + LOCK);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        JobDir.delete(path);
        try {
            Files.deleteIfExists(lockOf(path));
            lock.close();
            OWN.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
