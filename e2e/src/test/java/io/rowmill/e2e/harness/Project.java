package io.rowmill.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Where the project lies, found from wherever the tests run. */
public final class Project {
    private static final Path ROOT = root();

    private Project() {}

    public static Path path(String file) {
        return ROOT.resolve(file);
    }

    /** A data set beside the repository, or in {@code -Drowmill.data=DIR}; a test is skipped where there is none. */
    public static Path sharedData(String name) {
        String given = System.getProperty("rowmill.data");
        Path folder = (given == null ? above("shared/data") : Optional.of(Path.of(given)))
                .map(d -> d.resolve(name))
                .orElse(null);
        Assumptions.assumeTrue(
                folder != null && Files.isDirectory(folder),
                "no data set " + name + " in ../shared/data; -Drowmill.data=DIR names another folder");
        return folder;
    }

    private static Optional<Path> above(String name) {
        for (Path at = ROOT; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(name))) {
                return Optional.of(at.resolve(name));
            }
        }
        return Optional.empty();
    }

    private static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(dir.resolve("docs/events.md"))) {
            dir = dir.getParent();
            if (dir == null) {
                throw new IllegalStateException(
                        "docs/events.md is not above " + Path.of("").toAbsolutePath());
            }
        }
        return dir;
    }
}
