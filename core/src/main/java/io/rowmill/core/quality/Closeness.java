package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Compares the distances of synthetic rows to the rows that a model was fitted to and to held-out rows. The distance of two
 * rows is a mean over columns (Gower): 0 or 1 for categories; for numbers the difference in units of the real spread (10th to
 * 90th percentile), at most 1.
 *
 * @param membershipAuc AUC of telling fitted rows from held-out ones by the distance to the nearest synthetic row: .5 is
 *     best, more means that fitted rows can be recognized
 * @param distanceRatio median distance of synthetic rows to the nearest fitted row over that of held-out rows: about 1 is
 *     natural, far below means copies, far above rows that nobody would believe
 */
public record Closeness(double membershipAuc, double distanceRatio) {
    private static final int PROBES = 2_000;
    private static final int MOST_ROWS = 20_000;

    /** @param holdout real rows that weren't fitted */
    public static Closeness measure(MemoryTable real, MemoryTable synthetic, MemoryTable holdout, Seed seed) {
        FeatureEncoder encoder = FeatureEncoder.of(real, synthetic, holdout);
        Features fitted = encoder.encode(real.sample(MOST_ROWS, seed.derive("fitted")));
        Features made = encoder.encode(synthetic.sample(MOST_ROWS, seed.derive("made")));
        Features unseen = encoder.encode(holdout.sample(MOST_ROWS, seed.derive("unseen")));
        double[] spread = spread(fitted);
        Features members = probes(fitted, seed.derive("members"));
        Features strangers = probes(unseen, seed.derive("strangers"));
        double[] distances = concat(nearest(members, made, spread), nearest(strangers, made, spread));
        boolean[] isMember = new boolean[distances.length];
        Arrays.fill(isMember, 0, members.rows(), true);
        double[] nearness = Arrays.stream(distances).map(d -> -d).toArray();
        double synthetics = median(nearest(probes(made, seed.derive("probes")), fitted, spread));
        return new Closeness(RocAuc.of(nearness, isMember), synthetics / median(nearest(strangers, fitted, spread)));
    }

    private static Features probes(Features rows, Seed seed) {
        return rows.gather(MemoryTable.sampleIndices(rows.rows(), PROBES, seed));
    }

    /** Per column; 1 for categories. */
    private static double[] spread(Features rows) {
        return IntStream.range(0, rows.columns())
                .mapToDouble(c -> rows.categorical()[c] ? 1 : spread(rows, c))
                .toArray();
    }

    private static double spread(Features rows, int column) {
        double[] sorted = Arrays.stream(rows.values())
                .mapToDouble(r -> r[column])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return 1;
        }
        double inner = sorted[sorted.length * 9 / 10] - sorted[sorted.length / 10];
        double outer = sorted[sorted.length - 1] - sorted[0];
        return inner > 0 ? inner : outer > 0 ? outer : 1;
    }

    private static double[] nearest(Features probes, Features among, double[] spread) {
        return Arrays.stream(probes.values())
                .parallel()
                .mapToDouble(probe -> nearest(probe, among, spread))
                .toArray();
    }

    private static double nearest(double[] probe, Features among, double[] spread) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] row : among.values()) {
            double distance = 0;
            for (int c = 0; c < probe.length && distance < nearest; c++) {
                distance += distance(probe[c], row[c], among.categorical()[c], spread[c]);
            }
            nearest = Math.min(nearest, distance);
        }
        return nearest / Math.max(1, probe.length);
    }

    private static double distance(double a, double b, boolean categorical, double spread) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) == Double.isNaN(b) ? 0 : 1;
        }
        return categorical ? (a == b ? 0 : 1) : Math.min(1, Math.abs(a - b) / spread);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static double[] concat(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
