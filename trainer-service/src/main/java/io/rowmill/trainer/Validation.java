package io.rowmill.trainer;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.TableQuality;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.TableTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures a trained synthesizer: as many sampled rows as real ones, in the real rows' contexts, against those real rows. */
final class Validation {
    private static final int MAX_ROWS = 20_000;

    private Validation() {}

    /** Both 0 to 1; 2-way is null for a table of one content column. */
    record Accuracy(Double oneWay, Double twoWay) {}

    static Accuracy measure(SynthesizerEngine engine, byte[] weights, TrainingInput input, JobData data, Seed seed)
            throws IOException {
        try (Synthesizer synthesizer = engine.load(new ByteArrayInputStream(weights))) {
            return measure(synthesizer, input, data, seed);
        }
    }

    static Accuracy measure(Synthesizer synthesizer, TrainingInput input, JobData data, Seed seed) throws IOException {
        int[] rows = RowSelection.of(input.content().rows(), MAX_ROWS, seed.derive("rows"));
        EncodedTable real = input.content().gather(rows);
        int[] counts = new int[rows.length];
        Arrays.fill(counts, 1);
        EncodedTable synthetic =
                synthesizer.sample(new Groups(input.context().gather(rows), counts), seed.derive("sample"));
        TableMetadata content = new TableMetadata(data.table().name(), data.contentColumns(), List.of());
        TableTransform transform = data.transform();
        TableQuality quality =
                TableQuality.compare(content, cells(content, transform, real), cells(content, transform, synthetic));
        return new Accuracy(known(quality.acc1()), known(quality.acc2()));
    }

    /** @return null for NaN: nothing to compare */
    private static Double known(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    /** Encoded rows as the text they stand for. */
    private static InMemoryRows cells(TableMetadata content, TableTransform transform, EncodedTable encoded) {
        DecodedRows decoded = transform.decode(encoded, 0, new Seed(0));
        List<String[]> rows = new ArrayList<>(encoded.rows());
        for (int row = 0; row < encoded.rows(); row++) {
            String[] cells = new String[content.columns().size()];
            for (int c = 0; c < cells.length; c++) {
                String column = content.columns().get(c).name();
                cells[c] = transform.format(column).format(decoded.value(row, column));
            }
            rows.add(cells);
        }
        return new InMemoryRows(content, rows);
    }
}
