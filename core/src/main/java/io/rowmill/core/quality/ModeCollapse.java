package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns that a generator has stopped to vary: those whose values, in the bins of {@link TableQuality}, have less than half
 * the entropy of the real ones. A real column without noticeable entropy can't collapse, and few rows say nothing.
 */
public final class ModeCollapse {
    private static final int MAX_ROWS = 20_000;
    private static final int MIN_ROWS = 50;
    private static final double SHARE = 0.5;
    /** Nats: a column with 98 % of its rows in one bin has about as much. */
    private static final double NOTICEABLE = 0.1;

    private ModeCollapse() {}

    /**
     * @param metadata whose content columns are looked at, found by name in both tables
     * @return names in the order of the table
     */
    public static List<String> columns(TableMetadata metadata, TableRows real, TableRows synthetic) throws IOException {
        List<String> names =
                metadata.contentColumns().stream().map(ColumnMetadata::name).toList();
        Seed seed = new Seed(7);
        List<String[]> realRows = RowSample.of(real, names, MAX_ROWS, seed.derive("real"));
        List<String[]> syntheticRows = RowSample.of(synthetic, names, MAX_ROWS, seed.derive("synthetic"));
        List<String> collapsed = new ArrayList<>();
        if (Math.min(realRows.size(), syntheticRows.size()) < MIN_ROWS) {
            return collapsed;
        }
        for (int i = 0; i < names.size(); i++) {
            BinnedColumn column = BinnedColumn.of(metadata.column(names.get(i)), i, realRows, syntheticRows);
            double entropy = entropy(column.real(), column.bins());
            if (entropy > NOTICEABLE && entropy(column.synthetic(), column.bins()) < SHARE * entropy) {
                collapsed.add(names.get(i));
            }
        }
        return collapsed;
    }

    /** In nats. */
    private static double entropy(int[] rows, int bins) {
        int[] counts = new int[bins];
        Arrays.stream(rows).forEach(bin -> counts[bin]++);
        return Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> (double) count / rows.length)
                .map(share -> -share * StrictMath.log(share))
                .sum();
    }
}
