package io.rowmill.core.table;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real data sets, which are no part of the repository: in {@code ../shared/data} of any folder above this one. */
public final class SharedData {
    private SharedData() {}

    /** Skips the calling test, loudly, where the data set is missing. */
    public static Path folder(String name) {
        String configured = System.getProperty("rowmill.data");
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path data = configured != null
                    ? Path.of(configured)
                    : dir.resolveSibling("shared").resolve("data");
            if (Files.isDirectory(data.resolve(name))) {
                return data.resolve(name);
            }
        }
        Assumptions.abort("data set " + name + " not found; set -Drowmill.data=<folder> to run this test");
        throw new AssertionError();
    }
}
