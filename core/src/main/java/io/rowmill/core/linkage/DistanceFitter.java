package io.rowmill.core.linkage;

import io.rowmill.core.linkage.Network.Apart;
import io.rowmill.core.metadata.ColumnRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Finds by which numbers both ends of rows are nearer to each other, or farther apart, than ends that are paired at random. */
final class DistanceFitter {
    private static final int MOST = 3;
    private static final int CLASSES = 24;
    /** Rows per class, at least: an edge tells nothing of any one of them. */
    private static final int LEAST_PER_CLASS = 5;
    /** Columns whose spreads differ by no more have one unit, such as latitude and longitude. */
    private static final double ONE_UNIT = 4;

    private final int rows;
    private final int[] shuffled;
    private final List<Ends> columns = new ArrayList<>();

    private record Ends(ColumnRef column, double[] from, double[] to, double spread) {}

    private record Found(Apart apart, double information) {}

    DistanceFitter(int rows, SplittableRandom random) {
        this.rows = rows;
        this.shuffled = IntStream.range(0, rows).toArray();
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
    }

    /** @param from and to: a number per row */
    void add(ColumnRef column, double[] from, double[] to) {
        double mean = numbers(from).average().orElse(0);
        double variance =
                numbers(from).map(v -> (v - mean) * (v - mean)).average().orElse(0);
        if (variance > 0) {
            columns.add(new Ends(column, from, to, Math.sqrt(variance)));
        }
    }

    private static DoubleStream numbers(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v));
    }

    /**
     * @param significant standard deviations from what pairs at random have
     * @param negligible information in nats that isn't worth it
     */
    List<Apart> fit(double significant, double negligible) {
        List<Found> single = new ArrayList<>();
        for (Ends ends : columns) {
            distance(List.of(ends), significant, negligible).ifPresent(single::add);
        }
        single.sort(Comparator.comparingDouble(f -> -f.information()));
        List<Apart> out = new ArrayList<>();
        single.stream().limit(MOST).forEach(f -> out.add(f.apart()));
        List<Ends> chosen = columns.stream()
                .filter(e -> out.stream().anyMatch(a -> a.columns().contains(e.column())))
                .toList();
        List<Found> pairs = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < i; j++) {
                distance(List.of(chosen.get(j), chosen.get(i)), significant, negligible)
                        .ifPresent(pairs::add);
            }
        }
        pairs.stream().max(Comparator.comparingDouble(Found::information)).ifPresent(f -> out.add(f.apart()));
        return out;
    }

    private Optional<Found> distance(List<Ends> ends, double significant, double negligible) {
        double most = ends.stream().mapToDouble(Ends::spread).max().orElseThrow();
        double least = ends.stream().mapToDouble(Ends::spread).min().orElseThrow();
        boolean oneUnit = most < ONE_UNIT * least;
        double[] scales =
                ends.stream().mapToDouble(e -> oneUnit ? 1 : e.spread()).toArray();
        List<ColumnRef> refs = ends.stream().map(Ends::column).toList();
        Apart measure = new Apart(refs, scales, new double[0], new double[] {1});
        double[] real = distances(ends, measure, IntStream.range(0, rows).toArray());
        double[] chance = distances(ends, measure, shuffled);
        if (real.length < 2 * LEAST_PER_CLASS || chance.length == 0) {
            return Optional.empty();
        }
        Apart edges = new Apart(refs, scales, edges(real), new double[edges(real).length + 1]);
        double[] shares = shares(edges, real);
        double[] expected = shares(edges, chance);
        double information = 0;
        for (int c = 0; c < shares.length; c++) {
            double other = (expected[c] * chance.length + 0.5) / (chance.length + 0.5 * shares.length);
            information += shares[c] == 0 ? 0 : shares[c] * Math.log(shares[c] / other);
        }
        double freedom = shares.length - 1.0;
        boolean tells = 2 * real.length * information > 2 * (freedom + significant * Math.sqrt(2 * freedom));
        return tells && information > negligible
                ? Optional.of(new Found(new Apart(refs, scales, edges.edges(), shares), information))
                : Optional.empty();
    }

    private double[] distances(List<Ends> ends, Apart measure, int[] partner) {
        double[] from = new double[ends.size()];
        double[] to = new double[ends.size()];
        return IntStream.range(0, rows)
                .mapToDouble(row -> {
                    for (int c = 0; c < from.length; c++) {
                        from[c] = ends.get(c).from()[row];
                        to[c] = ends.get(c).to()[partner[row]];
                    }
                    return measure.distance(from, to);
                })
                .filter(d -> !Double.isNaN(d))
                .toArray();
    }

    /**
     * Classes of as many rows each, and ever smaller ones at both ends. Where no distance is negative, or none is positive, an edge
     * says so.
     */
    private static double[] edges(double[] distances) {
        double[] sorted = Arrays.stream(distances).sorted().toArray();
        int classes = Math.min(CLASSES, sorted.length / LEAST_PER_CLASS);
        IntStream.Builder places = IntStream.builder();
        for (int q = 1; q < classes; q++) {
            places.add((int) ((long) sorted.length * q / classes));
        }
        for (int rows = sorted.length / classes / 2; rows >= LEAST_PER_CLASS; rows /= 2) {
            places.add(rows);
            places.add(sorted.length - rows);
        }
        DoubleStream between = places.build()
                .filter(at -> sorted[at - 1] < sorted[at])
                .mapToDouble(at -> (sorted[at - 1] + sorted[at]) / 2);
        return DoubleStream.concat(between, sign(sorted[0], sorted[sorted.length - 1]))
                .sorted()
                .distinct()
                .toArray();
    }

    private static DoubleStream sign(double least, double most) {
        if (least >= 0) {
            return DoubleStream.of(least > 0 ? Double.MIN_VALUE : 0);
        }
        return most > 0 ? DoubleStream.empty() : DoubleStream.of(most < 0 ? 0 : Double.MIN_VALUE);
    }

    private static double[] shares(Apart edges, double[] distances) {
        double[] shares = new double[edges.edges().length + 1];
        for (double distance : distances) {
            shares[edges.classOf(distance)] += 1.0 / distances.length;
        }
        return shares;
    }
}
