package io.rowmill.platform.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory of one job. It is deleted when the job ends. */
public final class JobDir implements AutoCloseable {
    private static final int SHOWN = 100;

    private final Path path;

    public JobDir(Path workDir, String name) throws IOException {
        String shown = name.substring(0, Math.min(SHOWN, name.length())).replaceAll("[^a-zA-Z0-9-]", "_");
        this.path = Files.createTempDirectory(Files.createDirectories(workDir), shown + "-");
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
    }

    /** Deletes a directory and everything in it. Missing files are no error. */
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
