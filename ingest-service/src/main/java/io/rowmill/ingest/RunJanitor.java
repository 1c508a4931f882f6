package io.rowmill.ingest;

import io.rowmill.core.synthesizer.RunSettings;
import io.rowmill.core.synthesizer.Settings;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the real rows of a run that has ended, unless the run asked to keep them. */
final class RunJanitor {
    private static final Logger LOG = LoggerFactory.getLogger(RunJanitor.class);

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;

    RunJanitor(Artifacts artifacts, Function<String, RunData> runData) {
        this.artifacts = artifacts;
        this.runData = runData;
    }

    void ended(String runId) throws IOException {
        Optional<IngestManifest> manifest =
                artifacts.find(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
        boolean keep = manifest.isPresent()
                && Settings.complete(manifest.get().settings()).flag(RunSettings.KEEP_DATA);
        if (!keep) {
            runData.apply(runId).delete();
            LOG.info("deleted the real rows of {}", runId);
        }
    }
}
