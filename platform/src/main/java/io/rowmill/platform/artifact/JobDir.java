package io.rowmill.platform.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A temporary directory of one job, gone with everything in it when the job ends. It holds real rows, so it must not outlive a
 * process that is killed, either: while the job goes on a file beside it is locked, and a directory whose lock is free is nobody's.
 */
public final class JobDir implements AutoCloseable {
    private static final String JOBS = "jobs";
    private static final String LOCK = ".lock";

    /** Lock files of this process: to open one a second time and close it would let go of the lock. */
    private static final Set<Path> MINE = new HashSet<>();

    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;

    public JobDir(Path workDir, String name) throws IOException {
        Path jobs = Files.createDirectories(workDir.resolve(JOBS)).toRealPath();
        synchronized (JobDir.class) {
            lockFile = Files.createTempFile(jobs, name.replaceAll("[^a-zA-Z0-9-]", "_") + "-", LOCK);
            lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            lock.lock();
            MINE.add(lockFile);
        }
        path = Files.createDirectory(dirOf(lockFile));
    }

    private static Path dirOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    /** Deletes the directories of jobs whose processes have died. Processes may share the directory. */
    public static synchronized void deleteOrphans(Path workDir) {
        Path jobs = workDir.resolve(JOBS);
        if (!Files.isDirectory(jobs)) {
            return;
        }
        try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(jobs.toRealPath(), "*" + LOCK)) {
            for (Path file : lockFiles) {
                if (!MINE.contains(file)) {
                    deleteIfOrphan(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not clean up " + jobs, e);
        }
    }

    private static void deleteIfOrphan(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                delete(dirOf(lockFile));
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException e) {
            // Its job has just ended.
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String file) {
        return path.resolve(file);
    }

    @Override
    public void close() {
        delete(path);
        synchronized (JobDir.class) {
            MINE.remove(lockFile);
            try {
                lock.close();
                Files.deleteIfExists(lockFile);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not delete " + lockFile, e);
            }
        }
    }

    /** Deletes a directory and all below it; what is already gone is no error. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + directory, e);
        }
    }
}
