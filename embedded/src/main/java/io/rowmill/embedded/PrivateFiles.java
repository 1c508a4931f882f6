package io.rowmill.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Directories and files that only their owner can open, whatever the umask. Libraries write as they like below such a
 * directory: nobody else gets there. A file system without POSIX permissions keeps its own.
 */
public final class PrivateFiles {
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private PrivateFiles() {}

    /** Makes a directory and what misses above it, or takes the rights of others from one that exists. */
    public static Path directory(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Files.createDirectories(absolute);
        return restrict(absolute, DIRECTORY);
    }

    /** Makes a file that isn't there yet, empty. */
    public static Path newFile(Path path) throws IOException {
        return restrict(Files.createFile(path), FILE);
    }

    private static Path restrict(Path path, String permissions) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
        return path;
    }
}
