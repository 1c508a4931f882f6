package io.rowmill.models.ctgan.rows;

import io.rowmill.core.table.EncodedRows;
import java.util.SplittableRandom;

/** How often each category of each conditional part occurs, and draws from that, true or damped by the logarithm. */
public final class Categories {
    private final int[][] counts;
    private final double[][] cumulative;

    private Categories(int[][] counts, boolean logFrequency) {
        this.counts = counts;
        this.cumulative = new double[counts.length][];
        for (int k = 0; k < counts.length; k++) {
            cumulative[k] = new double[counts[k].length];
            double sum = 0;
            for (int c = 0; c < counts[k].length; c++) {
                sum += logFrequency ? StrictMath.log1p(counts[k][c]) : counts[k][c];
                cumulative[k][c] = sum;
            }
        }
    }

    public static Categories count(RowLayout layout, EncodedRows rows, boolean logFrequency) {
        int[] parts = layout.conditionalParts();
        int[][] counts = new int[parts.length][];
        for (int k = 0; k < parts.length; k++) {
            counts[k] = new int[layout.categories(k)];
            for (int row = 0; row < rows.rows(); row++) {
                counts[k][rows.code(parts[k], row)]++;
            }
        }
        return new Categories(counts, logFrequency);
    }

    /** For sampling: draws by true frequency. */
    public static Categories ofCounts(int[][] counts) {
        return new Categories(counts, false);
    }

    public int[][] counts() {
        return counts;
    }

    /** Number of conditional parts. */
    public int parts() {
        return counts.length;
    }

    /** A category of the k-th conditional part; never one without a row. */
    public int draw(int k, SplittableRandom random) {
        double[] sums = cumulative[k];
        double at = random.nextDouble() * sums[sums.length - 1];
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
