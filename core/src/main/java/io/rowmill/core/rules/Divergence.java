package io.rowmill.core.rules;

import java.util.Arrays;
import java.util.BitSet;

/** How far one sample's distribution is from another's: Kullback and Leibler's divergence in bits, less what chance alone makes of it. */
final class Divergence {
    private static final int MOST_RANGES = 32;
    private static final int LEAST_RANGES = 4;
    private static final int ROWS_PER_RANGE = 20;
    /** A value that more than one of so many rows has is a cell of its own. */
    private static final int SPIKES = 64;

    private static final double BITS_PER_NAT = 1 / Math.log(2);

    private Divergence() {}

    /** Of numbers, by ranges that hold equally many of the first sample. */
    static double ofNumbers(double[] sample, double[] other) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int ranges = Math.min(MOST_RANGES, Math.max(LEAST_RANGES, sample.length / ROWS_PER_RANGE));
        double[] edges = new double[ranges - 1];
        for (int i = 1; i < ranges; i++) {
            edges[i - 1] = sorted[(int) ((long) i * sample.length / ranges)];
        }
        double[] distinct = Arrays.stream(edges).distinct().toArray();
        BitSet spikes = new BitSet();
        for (int i = 0; i < distinct.length; i++) {
            double edge = distinct[i];
            spikes.set(i, Arrays.stream(sample).filter(v -> v == edge).count() * SPIKES >= sample.length);
        }
        return ofCells(cells(sample, distinct, spikes), cells(other, distinct, spikes), 2 * distinct.length + 1);
    }

    private static int[] cells(double[] values, double[] edges, BitSet spikes) {
        return Arrays.stream(values)
                .mapToInt(value -> {
                    int at = Arrays.binarySearch(edges, value);
                    return at < 0 ? 2 * (-1 - at) : spikes.get(at) ? 2 * at + 1 : 2 * at;
                })
                .toArray();
    }

    /** @param cells how many there are; a sample has their numbers */
    static double ofCells(int[] sample, int[] other, int cells) {
        double[] p = shares(sample, cells);
        double[] q = shares(other, cells);
        double nats = 0;
        int used = 0;
        for (int i = 0; i < cells; i++) {
            nats += p[i] * Math.log(p[i] / q[i]);
            used += p[i] * sample.length >= 1 || q[i] * other.length >= 1 ? 1 : 0;
        }
        double byChance = (double) Math.max(0, used - 1) / Math.max(1, sample.length);
        return Math.max(0, nats - byChance) * BITS_PER_NAT;
    }

    private static double[] shares(int[] sample, int cells) {
        double[] out = new double[cells];
        Arrays.fill(out, 0.5);
        for (int cell : sample) {
            out[cell]++;
        }
        double all = sample.length + 0.5 * cells;
        for (int i = 0; i < cells; i++) {
            out[i] /= all;
        }
        return out;
    }
}
