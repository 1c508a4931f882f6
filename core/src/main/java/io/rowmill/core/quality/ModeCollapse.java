package io.rowmill.core.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns that a generator has stopped varying. Such a column's values, in the bins of {@link TableQuality}, have less
 * than half the entropy of the real ones. A real column without noticeable entropy can't collapse, and few rows say nothing.
 */
public final class ModeCollapse {
    private static final int MIN_ROWS = 50;
    private static final double SHARE = 0.5;
    /** Nats: a column with 98 % of its rows in one bin has about as much. */
    private static final double NOTICEABLE = 0.1;

    private ModeCollapse() {}

    /** @return names in the order of the table */
    public static List<String> columns(BinnedTable table) {
        List<String> collapsed = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (hasCollapsed(table.columns().get(i))) {
                collapsed.add(table.names().get(i));
            }
        }
        return collapsed;
    }

    private static boolean hasCollapsed(BinnedColumn column) {
        if (Math.min(column.real().length, column.synthetic().length) < MIN_ROWS) {
            return false;
        }
        double entropy = entropy(column.real(), column.bins());
        return entropy > NOTICEABLE && entropy(column.synthetic(), column.bins()) < SHARE * entropy;
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
