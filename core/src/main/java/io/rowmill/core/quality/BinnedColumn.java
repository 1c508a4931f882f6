package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One column of both tables as bins.
 *
 * @param bins number of bins
 * @param real bin of each real row; bin 0 is null
 * @param synthetic bin of each synthetic row
 */
record BinnedColumn(int bins, int[] real, int[] synthetic) {

    /** @param index of the column within the rows' cells */
    static BinnedColumn of(ColumnMetadata column, int index, List<String[]> real, List<String[]> synthetic) {
        return of(Binner.of(column, cells(real, index)), index, real, synthetic);
    }

    static BinnedColumn of(Binner binner, int index, List<String[]> real, List<String[]> synthetic) {
        return new BinnedColumn(binner.bins(), bins(binner, real, index), bins(binner, synthetic, index));
    }

    private static String[] cells(List<String[]> rows, int index) {
        return rows.stream().map(r -> r[index]).toArray(String[]::new);
    }

    private static int[] bins(Binner binner, List<String[]> rows, int index) {
        return rows.stream().mapToInt(r -> binner.bin(r[index])).toArray();
    }

    double similarity() {
        return similarity(real, synthetic);
    }

    /** Of the joint distribution of two columns. */
    double similarity(BinnedColumn other) {
        return similarity(combined(real, other.real, other.bins), combined(synthetic, other.synthetic, other.bins));
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
    private static double similarity(int[] real, int[] synthetic) {
        Map<Integer, long[]> counts = new TreeMap<>();
        count(counts, real, 0);
        count(counts, synthetic, 1);
        double distance = 0;
        for (long[] count : counts.values()) {
            distance += Math.abs(share(count[0], real) - share(count[1], synthetic));
        }
        return 1 - distance / 2;
    }

    private static void count(Map<Integer, long[]> counts, int[] bins, int side) {
        for (int bin : bins) {
            counts.computeIfAbsent(bin, b -> new long[2])[side]++;
        }
    }

    private static double share(long count, int[] rows) {
        return (double) count / Math.max(1, rows.length);
    }
}
