package io.rowmill.core.linkage;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Distribution of the number of children.
 *
 * @param counts ascending, without repetition
 * @param frequencies parents with that many children, all positive
 */
public record CountHistogram(int[] counts, long[] frequencies) {
    /** Maximum number of bars. With more counts, neighbours share a bar; zero, the smallest and the largest keep their own. */
    static final int MAX_BARS = 512;

    public CountHistogram {
        if (counts.length == 0 || counts.length != frequencies.length) {
            throw new IllegalArgumentException("a histogram needs as many frequencies as counts, and at least one");
        }
    }

    static CountHistogram of(int[] values, int[] rows, int from, int to) {
        TreeMap<Integer, Long> bars = new TreeMap<>();
        for (int i = from; i < to; i++) {
            bars.merge(values[rows[i]], 1L, Long::sum);
        }
        return of(bars);
    }

    /** @param bars parents by their number of children; not empty */
    static CountHistogram of(SortedMap<Integer, Long> bars) {
        int[] counts = bars.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] frequencies = bars.values().stream().mapToLong(Long::longValue).toArray();
        return counts.length <= MAX_BARS ? new CountHistogram(counts, frequencies) : merged(counts, frequencies);
    }

    private static CountHistogram merged(int[] counts, long[] frequencies) {
        TreeMap<Integer, Long> bars = new TreeMap<>();
        int first = counts[0] == 0 ? 2 : 1;
        for (int i = 0; i < first; i++) {
            bars.put(counts[i], frequencies[i]);
        }
        int last = counts.length - 1;
        double width = (last - first) / (double) (MAX_BARS - 3);
        for (int bar = 0; bar < MAX_BARS - 3; bar++) {
            int from = first + (int) (bar * width);
            int to = first + (int) ((bar + 1) * width);
            mergeBar(counts, frequencies, from, Math.min(to, last), bars);
        }
        bars.merge(counts[last], frequencies[last], Long::sum);
        return new CountHistogram(
                bars.keySet().stream().mapToInt(Integer::intValue).toArray(),
                bars.values().stream().mapToLong(Long::longValue).toArray());
    }

    private static void mergeBar(int[] counts, long[] frequencies, int from, int to, TreeMap<Integer, Long> bars) {
        long parents = 0;
        double children = 0;
        for (int i = from; i < to; i++) {
            parents += frequencies[i];
            children += (double) counts[i] * frequencies[i];
        }
        if (parents > 0) {
            bars.merge((int) Math.round(children / parents), parents, Long::sum);
        }
    }

    public long parents() {
        return Arrays.stream(frequencies).sum();
    }

    public double children() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (double) counts[i] * frequencies[i];
        }
        return sum;
    }

    /** @param probability in [0, 1): the count below which that share of the parents lies */
    public int quantile(double probability) {
        double rank = probability * parents();
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += frequencies[i];
            if (rank < below) {
                return counts[i];
            }
        }
        return counts[counts.length - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CountHistogram h
                && Arrays.equals(counts, h.counts)
                && Arrays.equals(frequencies, h.frequencies);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + Arrays.hashCode(frequencies);
    }
}
