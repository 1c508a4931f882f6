package io.rowmill.trainer;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.TableQuality;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.transform.TableTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Measures a trained synthesizer: as many sampled rows as real ones, in the real rows' contexts, against those real rows. */
final class Validation {
    private static final int MAX_ROWS = 20_000;

    private Validation() {}

    /** Both 0 to 1; 2-way is null for a table of one content column. */
    record Accuracy(Double oneWay, Double twoWay) {}

    static Accuracy measure(SynthesizerEngine engine, byte[] weights, JobData data, Seed seed) throws IOException {
        TrainingInput input = data.trainingInput();
        int[] rows = RowSelection.of(input.content().rows(), MAX_ROWS, seed.derive("rows"));
        EncodedTable real = input.content().gather(rows);
        int[] counts = new int[rows.length];
        Arrays.fill(counts, 1);
        EncodedTable synthetic;
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            synthetic = synthesizer.sample(new Groups(input.context().gather(rows), counts), seed.derive("sample"));
        }
        TableTransform transform = data.transform();
        TableMetadata content =
                new TableMetadata(data.table().name(), data.table().contentColumns(), java.util.List.of());
        TableQuality quality = TableQuality.compare(
                content, transform.contentRows(content, real), transform.contentRows(content, synthetic));
        return new Accuracy(quality.accuracy1(), quality.accuracy2());
    }
}
