package io.rowmill.sampler;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SampledTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the manifest of a complete sample, drops what its chunks needed and announces it. */
final class SampleFinisher implements JobHandler<SampleWritten> {
    private final Artifacts artifacts;
    private final RowTopics cluster;

    SampleFinisher(Artifacts artifacts, RowTopics cluster) {
        this.artifacts = artifacts;
        this.cluster = cluster;
    }

    @Override
    public void handle(SampleWritten event, Job job) throws IOException {
        String key = ArtifactKeys.sampleManifest(event.getSampleId());
        SampleManifest manifest = artifacts.createOnce(key, manifest(event), SampleManifest.class);
        SampleData.delete(artifacts.store(), event.getSampleId());
        job.publish(
                Topics.SAMPLES,
                event.getSampleId(),
                SampleCompleted.newBuilder()
                        .setSampleId(event.getSampleId())
                        .setModelId(event.getModelId())
                        .setTables(event.getTables())
                        .setManifest(key)
                        .setRequestedAt(event.getRequestedAt())
                        .setCompletedAt(Instant.ofEpochMilli(manifest.completedAtMillis()))
                        .build());
    }

    private boolean hasGivenCells(String sampleId) throws IOException {
        return artifacts
                .find(ArtifactKeys.samplePlan(sampleId), StoredPlan.class)
                .filter(plan -> plan.given() != null)
                .isPresent();
    }

    private SampleManifest manifest(SampleWritten event) throws IOException {
        List<SampleManifest.Table> tables = new ArrayList<>();
        var ends = cluster.ends(
                event.getTables().stream().map(SampledTable::getTopic).toList());
        for (SampledTable table : event.getTables()) {
            tables.add(new SampleManifest.Table(
                    table.getTable(),
                    table.getTopic(),
                    table.getRows(),
                    table.getChunks(),
                    table.getDigest(),
                    ends.get(table.getTopic())));
        }
        return new SampleManifest(
                SampleManifest.FORMAT_VERSION,
                event.getSampleId(),
                event.getModelId(),
                tables,
                event.getRequestedAt().toEpochMilli(),
                System.currentTimeMillis(),
                hasGivenCells(event.getSampleId()));
    }
}
