package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.storage.Digests;
import io.rowmill.schemas.GivenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a file of given cells where it lies until its sample ends. */
final class GivenUpload {
    private final Platform platform;
    private final String sampleId;

    GivenUpload(Platform platform, String sampleId) {
        this.platform = platform;
        this.sampleId = sampleId;
    }

    /** @throws FailureException (Rejected) if there is no such file, or it is no CSV file */
    GivenFile put(SampleOrder.Given given) {
        Path file = given.file();
        if (!Files.isRegularFile(file)) {
            throw FailureException.rejected("invalid-given", "There is no file " + file + ".");
        }
        String name = file.getFileName().toString();
        String key = ArtifactKeys.givenFile(sampleId);
        try {
            long rows = io.rowmill.core.sampling.given.GivenFile.open(name, () -> Files.newInputStream(file))
                    .rowCount();
            platform.artifacts().store().put(key, file);
            return new GivenFile(key, name, given.table().orElse(null), rows, Digests.sha256(file));
        } catch (IOException e) {
            throw FailureException.unavailable("source-unreadable", "File " + file + " cannot be read.", e);
        }
    }
}
