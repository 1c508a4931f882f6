package io.rowmill.trainer;

import io.rowmill.core.clusters.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.BatchedSynthesizer;
import io.rowmill.core.sampling.TransformedContent;
import io.rowmill.core.synthesizer.RunSettings;
import io.rowmill.core.synthesizer.Settings;
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
import io.rowmill.schemas.ContextColumn;
import io.rowmill.schemas.TrainingRequested;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Measures a table whose columns were learned in batches: all batches together, so that pairs of columns across them count. */
final class BatchedAccuracy {
    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Engines engines;
    private final Path workDir;

    BatchedAccuracy(Artifacts artifacts, Function<String, RunData> runData, Engines engines, Path workDir) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.engines = engines;
        this.workDir = workDir;
    }

    /** Empty if the run does not validate. */
    Optional<Validation.Accuracy> measure(
            IngestManifest ingest, PreprocessManifest table, List<SynthesizerManifest> batches) throws IOException {
        try (JobDir dir = new JobDir(workDir, ingest.runId())) {
            TrainingRequested whole = whole(ingest, table);
            JobData data = new JobData(artifacts, runData.apply(ingest.runId()), whole, dir.path());
            if (!data.validates()) {
                return Optional.empty();
            }
            try (Synthesizer synthesizer = join(data, batches)) {
                return Optional.of(Validation.measure(
                        synthesizer, data.trainingInput(), data, new Seed(whole.getSeed()).derive("validate")));
            }
        }
    }

    /** The job that there would be if the table were learned whole. */
    private TrainingRequested whole(IngestManifest ingest, PreprocessManifest table) throws IOException {
        LinkageManifest manifest =
                artifacts.read(ArtifactKeys.stageManifest(ingest.runId(), Stages.LINKAGE), LinkageManifest.class);
        Linkage linkage = Linkage.fromJson(artifacts.readBlob(manifest.linkage()));
        return TrainingRequested.newBuilder()
                .setRunId(ingest.runId())
                .setTable(table.table())
                .setBatch(ColumnBatch.WHOLE_TABLE)
                .setJobs(List.of())
                .setEngine("")
                .setSettings(Map.of())
                .setContent(table.learnedColumns().stream()
                        .map(PreprocessManifest.EncodedColumn::column)
                        .toList())
                .setContext(linkage.table(table.table()).context().stream()
                        .map(ref -> new ContextColumn(ref.table(), ref.column()))
                        .toList())
                .setSeed(new Seed(Settings.complete(ingest.settings()).longValue(RunSettings.SEED))
                        .derive("batches")
                        .derive(table.table())
                        .value())
                .build();
    }

    private Synthesizer join(JobData data, List<SynthesizerManifest> batches) throws IOException {
        List<BatchedSynthesizer.Trained> trained = new ArrayList<>();
        for (SynthesizerManifest batch : batches) {
            byte[] weights = artifacts.readBlob(batch.weights());
            trained.add(new BatchedSynthesizer.Trained(
                    batch.columnBatch(), engines.byName(batch.engine()).load(new ByteArrayInputStream(weights))));
        }
        return BatchedSynthesizer.of(new TransformedContent(data.transform()), trained);
    }
}
