package io.rowmill.core.linkage.across;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What one column tells of another: mutual information of ranges and of frequent values, in bits, less what chance alone makes of it. */
final class Told {
    private static final int RANGES = 16;

    private Told() {}

    /**
     * @param by NaN: null
     * @param of values as {@link CellType} gives them
     * @param ordered ranges of values go together; else each value is for itself
     */
    static double bits(double[] by, long[] of, boolean ordered) {
        int[] rows =
                IntStream.range(0, by.length).filter(i -> !Double.isNaN(by[i])).toArray();
        int[] x = ranges(Arrays.stream(rows).mapToDouble(i -> by[i]).toArray());
        long[] other = Arrays.stream(rows).mapToLong(i -> of[i]).toArray();
        int[] y = ordered ? ranges(Arrays.stream(other).mapToDouble(v -> v).toArray()) : frequent(other);
        double[][] joint = new double[RANGES][RANGES];
        double[] ofX = new double[RANGES];
        double[] ofY = new double[RANGES];
        for (int i = 0; i < x.length; i++) {
            joint[x[i]][y[i]]++;
            ofX[x[i]]++;
            ofY[y[i]]++;
        }
        double nats = 0;
        for (int a = 0; a < RANGES; a++) {
            for (int b = 0; b < RANGES; b++) {
                if (joint[a][b] > 0) {
                    nats += joint[a][b] / x.length * Math.log(joint[a][b] * x.length / (ofX[a] * ofY[b]));
                }
            }
        }
        double byChance = (used(ofX) - 1.0) * (used(ofY) - 1.0) / (2.0 * Math.max(1, x.length));
        return (nats - byChance) / Math.log(2);
    }

    private static long used(double[] counts) {
        return Math.max(1, Arrays.stream(counts).filter(c -> c > 0).count());
    }

    /** Ranges of equally many rows; equal values are in the same. */
    private static int[] ranges(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = IntStream.range(1, RANGES)
                .mapToDouble(i -> sorted.length == 0 ? 0 : sorted[(int) ((long) i * sorted.length / RANGES)])
                .distinct()
                .toArray();
        return Arrays.stream(values)
                .mapToInt(v -> {
                    int at = Arrays.binarySearch(edges, v);
                    return at >= 0 ? at + 1 : -1 - at;
                })
                .toArray();
    }

    /** The most frequent values, and one number for all others. */
    private static int[] frequent(long[] values) {
        Map<Long, Integer> counts = new HashMap<>();
        Arrays.stream(values).forEach(v -> counts.merge(v, 1, Integer::sum));
        Map<Long, Integer> codes = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(RANGES - 1L)
                .forEach(e -> codes.put(e.getKey(), codes.size() + 1));
        return Arrays.stream(values).mapToInt(v -> codes.getOrDefault(v, 0)).toArray();
    }
}
