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
 * A process' own directory for temporary files, which may hold real rows. Whoever comes next deletes those of processes that
 * were killed: a living one holds a lock on a file beside its directory, which the operating system takes away with the process.
 */
public final class WorkDir implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDir.class);
    private static final String LOCK = ".lock";
    /** Of this process. They are not looked into: closing a file gives up all locks that the process holds on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private WorkDir(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Deletes what killed processes left, one process at a time.
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
                LOG.info("deleted what a process that was killed left in {}", directory);
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
