package io.rowmill.core.quality;

import java.util.Arrays;
import java.util.List;

/**
 * One column of both tables as bins.
 *
 * @param bins number of bins
 * @param real bin of each real row; bin 0 is null
 * @param synthetic bin of each synthetic row
 */
record BinnedColumn(int bins, int[] real, int[] synthetic) {
    /** @param index of the column within the rows' cells */
    static BinnedColumn of(Binner binner, int index, List<String[]> real, List<String[]> synthetic) {
        return new BinnedColumn(binner.bins(), bins(binner, index, real), bins(binner, index, synthetic));
    }

    static int[] bins(Binner binner, int index, List<String[]> rows) {
        return rows.stream().mapToInt(r -> binner.bin(r[index])).toArray();
    }

    double similarity() {
        return similarity(real, synthetic, bins);
    }

    /** Of the joint distribution of two columns. */
    double similarity(BinnedColumn other) {
        return similarity(
                combined(real, other.real, other.bins),
                combined(synthetic, other.synthetic, other.bins),
                Math.multiplyExact(bins, other.bins));
    }

    double nullSimilarity() {
        return 1 - Math.abs(nullRate(real) - nullRate(synthetic));
    }

    private static int[] combined(int[] left, int[] right, int rightBins) {
        int[] combined = new int[left.length];
        Arrays.setAll(combined, i -> left[i] * rightBins + right[i]);
        return combined;
    }

    private static double nullRate(int[] bins) {
        return bins.length == 0
                ? 0
                : (double) Arrays.stream(bins).filter(b -> b == Binner.NULL).count() / bins.length;
    }

    /** 1 - total variation distance. */
    private static double similarity(int[] real, int[] synthetic, int bins) {
        long[] realCounts = counts(real, bins);
        long[] syntheticCounts = counts(synthetic, bins);
        double distance = 0;
        for (int bin = 0; bin < bins; bin++) {
            distance += Math.abs(share(realCounts[bin], real) - share(syntheticCounts[bin], synthetic));
        }
        return 1 - distance / 2;
    }

    private static long[] counts(int[] rows, int bins) {
        long[] counts = new long[bins];
        for (int bin : rows) {
            counts[bin]++;
        }
        return counts;
    }

    private static double share(long count, int[] rows) {
        return (double) count / Math.max(1, rows.length);
    }
}
