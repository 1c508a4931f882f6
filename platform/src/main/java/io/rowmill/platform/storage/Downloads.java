package io.rowmill.platform.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that appear whole or not at all. */
final class Downloads {
    interface Fetch {
        void into(Path part) throws IOException;
    }

    private Downloads() {}

    /** The name of the part owes nothing to the file's, which may be as long as a file system takes. */
    static void whole(Path file, Fetch fetch) throws IOException {
        Path part = file.resolveSibling(UUID.randomUUID() + ".part");
        try {
            fetch.into(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
