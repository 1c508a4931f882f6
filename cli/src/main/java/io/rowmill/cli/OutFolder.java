package io.rowmill.cli;

import io.rowmill.client.SourceRef;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where files go when all rows are made. Whether they can is asked before hours of training, not after them. */
final class OutFolder {
    private OutFolder() {}

    /**
     * Makes nothing yet.
     *
     * @throws FailureException (Rejected) if the folder can't be made or written to
     */
    static void require(Path out) {
        Path there = out.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            throw FailureException.rejected(
                    "invalid-out",
                    "Cannot write to " + out + ": name a folder that you may write to, or a new folder inside one.");
        }
    }

    /**
     * Synthetic files have the names of the real ones, and would replace them.
     *
     * @throws FailureException (Rejected) also if the folder is the source's
     */
    static void require(Path out, SourceRef source) throws IOException {
        require(out);
        if (source instanceof SourceRef.Folder real && Files.exists(out) && Files.isSameFile(out, real.path())) {
            throw FailureException.rejected(
                    "invalid-out",
                    "The synthetic files would replace the real ones in " + out + ": name another folder.");
        }
    }
}
