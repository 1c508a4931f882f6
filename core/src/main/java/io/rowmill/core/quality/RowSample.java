package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Some columns of a uniform sample of rows, in one pass (Vitter's algorithm R). */
final class RowSample {
    private RowSample() {}

    static List<String[]> of(TableRows rows, List<String> columns, int max, Seed seed) throws IOException {
        int[] indices = columns.stream()
                .mapToInt(c -> rows.metadata()
                        .indexOf(c)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "table " + rows.metadata().name() + " has no column " + c)))
                .toArray();
        SplittableRandom random = seed.random();
        List<String[]> sample = new ArrayList<>();
        try (RowCursor cursor = rows.open()) {
            for (long row = 0; cursor.advance(); row++) {
                if (row < max) {
                    sample.add(cells(cursor, indices));
                } else {
                    long slot = random.nextLong(row + 1);
                    if (slot < max) {
                        sample.set((int) slot, cells(cursor, indices));
                    }
                }
            }
        }
        return sample;
    }

    private static String[] cells(RowCursor cursor, int[] indices) {
        String[] cells = new String[indices.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cursor.value(indices[i]);
        }
        return cells;
    }
}
