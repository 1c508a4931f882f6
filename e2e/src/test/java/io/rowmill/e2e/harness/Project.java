package io.rowmill.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies, found from wherever the tests run. */
public final class Project {
    private static final Path ROOT = root();

    private Project() {}

    public static Path path(String file) {
        return ROOT.resolve(file);
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
