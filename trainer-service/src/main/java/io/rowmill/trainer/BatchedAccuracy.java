package io.rowmill.trainer;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.model.SynthesizerLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Measures a table whose columns were learned in batches. It measures all batches together, so that pairs of columns across
 * batches count.
 */
final class BatchedAccuracy {
    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final SynthesizerLoader loader;
    private final Path workDir;

    BatchedAccuracy(Artifacts artifacts, Function<String, RunData> runData, Engines engines, Path workDir) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.loader = new SynthesizerLoader(artifacts, engines);
        this.workDir = workDir;
    }

    /** Empty if the run does not validate. */
    Optional<Validation.Accuracy> measure(
            IngestManifest ingest, PreprocessManifest table, List<SynthesizerManifest> batches) throws IOException {
        if (!JobData.validates(ingest)) {
            return Optional.empty();
        }
        try (JobDir dir = new JobDir(workDir, ingest.runId())) {
            JobSpecification whole = whole(ingest, table);
            JobData data = new JobData(artifacts, runData.apply(ingest.runId()), whole, dir.path());
            try (Synthesizer synthesizer = loader.load(data.transform(), batches)) {
                return Optional.of(Validation.measure(
                        synthesizer, data.trainingInput(), data, whole.seed().derive("validate")));
            }
        }
    }

    /** The job of the table as if it were learned whole. */
    private JobSpecification whole(IngestManifest ingest, PreprocessManifest table) throws IOException {
        LinkageManifest manifest =
                artifacts.read(ArtifactKeys.stageManifest(ingest.runId(), Stages.LINKAGE), LinkageManifest.class);
        Linkage linkage = Linkage.fromJson(artifacts.readBlob(manifest.linkage()));
        return new JobSpecification(
                ingest.runId(),
                table.table(),
                ColumnBatch.WHOLE_TABLE,
                table.learnedColumns().stream()
                        .map(PreprocessManifest.EncodedColumn::column)
                        .toList(),
                linkage.table(table.table()).contexts(),
                new Seed(ingest.options().seed()).derive("batches").derive(table.table()));
    }
}
