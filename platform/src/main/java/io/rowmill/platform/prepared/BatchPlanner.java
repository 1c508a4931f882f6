package io.rowmill.platform.prepared;

import io.rowmill.core.batches.Associations;
import io.rowmill.core.batches.Batching;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.batches.ColumnBatches;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Splits a table's encoded columns into batches by their associations on a bounded sample of rows. */
final class BatchPlanner {
    private static final int MIN_ROWS = 1_000;
    private static final int MAX_ROWS = 10_000;
    /** Pairs of columns times rows that are looked at: a few seconds. */
    private static final long BUDGET = 1_000_000_000L;

    private final TableTransform transform;
    private final Function<String, Path> files;

    /** @param files where a column's encoded file lies */
    BatchPlanner(TableTransform transform, Function<String, Path> files) {
        this.transform = transform;
        this.files = files;
    }

    List<ColumnBatch> plan(Batching batching, long rows) throws IOException {
        List<String> learned = transform.contentColumns().stream()
                .filter(c -> !transform.parts(c).isEmpty())
                .toList();
        if (rows == 0 || !ColumnBatches.splits(batching, learned.size())) {
            return learned.isEmpty() ? List.of() : List.of(ColumnBatch.whole(learned));
        }
        int[] sample = sample(Math.toIntExact(rows), learned.size());
        Map<String, Feature> features = new LinkedHashMap<>();
        for (String column : learned) {
            var parts = EncodedColumnFile.map(files.apply(column)).parts(sample);
            features.put(column, transform.feature(column, parts));
        }
        return ColumnBatches.plan(Associations.of(features), batching);
    }

    /** Rows at equal distances. */
    private static int[] sample(int rows, int columns) {
        long affordable = BUDGET / ((long) columns * columns);
        int count = (int) Math.min(rows, Math.max(MIN_ROWS, Math.min(MAX_ROWS, affordable)));
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * rows / count))
                .toArray();
    }
}
