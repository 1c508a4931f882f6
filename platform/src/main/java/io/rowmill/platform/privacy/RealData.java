package io.rowmill.platform.privacy;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.RunData;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The real rows of a run under differential privacy. They lie with the run's data and go with it. Who reads them by this class
 * must only encode them, or train by private steps that are booked.
 */
public final class RealData {
    private final Artifacts artifacts;
    private final String runId;

    public RealData(Artifacts artifacts, String runId) {
        this.artifacts = artifacts;
        this.runId = runId;
    }

    /** Their files, apart from those of stand-ins. */
    public RunData files() {
        return RunData.ofReal(artifacts.store(), runId);
    }

    /** The snapshots of all tables. */
    private record Tables(List<IngestManifest.Snapshot> tables) {}

    public void keep(List<IngestManifest.Snapshot> snapshots) throws IOException {
        artifacts.write(ArtifactKeys.realSnapshots(runId), new Tables(snapshots));
    }

    /** The same run, with real rows in place of stand-ins. */
    public IngestManifest of(IngestManifest ingest) throws IOException {
        return ingest.withTables(
                artifacts.read(ArtifactKeys.realSnapshots(runId), Tables.class).tables());
    }

    /** @return the bytes that were given first for a job, whoever asks */
    public byte[] once(String job, byte[] bytes) throws IOException {
        String key = ArtifactKeys.realWeights(runId, job);
        if (artifacts.store().putIfAbsent(key, bytes)) {
            return bytes;
        }
        try (InputStream first = artifacts.store().open(key)) {
            return first.readAllBytes();
        }
    }

    public void keep(LinkageManifest linkage) throws IOException {
        artifacts.write(ArtifactKeys.realLinkage(runId), linkage);
    }

    /** How real rows join, and all tables' encoded columns. */
    public LinkageManifest linkage() throws IOException {
        return artifacts.read(ArtifactKeys.realLinkage(runId), LinkageManifest.class);
    }
}
