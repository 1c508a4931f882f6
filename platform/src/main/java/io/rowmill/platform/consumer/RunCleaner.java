package io.rowmill.platform.consumer;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the real rows of runs that have ended, unless the run asked to keep them. */
public final class RunCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(RunCleaner.class);

    private final ObjectStore store;

    public RunCleaner(ObjectStore store) {
        this.store = store;
    }

    /** A run with an invalid id was refused and has no data. */
    public void clean(String runId) throws IOException {
        if (RunNames.isValid(runId) && !keeps(runId)) {
            new RunData(store, runId).delete();
            LOG.info("deleted the real rows of {}", RunNames.printable(runId));
        }
    }

    private boolean keeps(String runId) throws IOException {
        Optional<IngestManifest> manifest =
                new Artifacts(store).find(ArtifactKeys.stageManifest(runId, Stages.INGEST), IngestManifest.class);
        return manifest.isPresent() && manifest.get().options().keepData();
    }

    /** The run has its model, so its data is no longer needed. */
    private boolean isReady(String runId) throws IOException {
        return store.exists(ArtifactKeys.model(RunNames.modelId(runId)));
    }

    /**
     * Wraps a handler so that it cleans up after itself. What it writes while its run is cancelled, or after a stall during
     * which the run ended, would otherwise never be deleted.
     */
    public <E extends SpecificRecord> JobHandler<E> after(JobHandler<E> handler, Function<E, String> runId) {
        return (event, job) -> {
            try {
                handler.handle(event, job);
            } finally {
                String id = runId.apply(event);
                if (RunNames.isValid(id) && (job.ended() || isReady(id))) {
                    clean(id);
                }
            }
        };
    }
}
