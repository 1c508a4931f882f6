package io.rowmill.core.rules;

import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Candidate.PairDetermines;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Looks for pairs of columns of few values each that say what a third one is, where neither does alone. */
final class Pairs {
    /** Of a wider table, the first such columns are looked at. */
    private static final int MOST_COLUMNS = 40;
    /** Different values of a column. */
    private static final int MOST_VALUES = 100;

    private static final int FIRST_ROWS = 300;
    private static final double LEAST_GAIN = 0.05;

    private final Sample sample;
    private final Chance chance;
    private final int[] inOrder;
    private final int[] shuffled;
    private final List<PairDetermines> found = new ArrayList<>();

    private Pairs(Sample sample, int width) {
        this.sample = sample;
        this.chance = new Chance((double) width * width * width);
        this.inOrder = IntStream.range(0, sample.rows()).toArray();
        this.shuffled = inOrder.clone();
        SplittableRandom random = new Seed(0).derive("pairs").random();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = kept;
        }
    }

    static List<PairDetermines> of(Sample sample) {
        List<Column> columns = sample.columns().stream()
                .filter(c -> c.distinct() > 1 && c.distinct() <= MOST_VALUES && Candidates.isDiscrete(c))
                .limit(MOST_COLUMNS)
                .toList();
        Pairs pairs = new Pairs(sample, columns.size());
        if (sample.rows() >= Chance.MIN_ROWS) {
            pairs.compareAll(columns);
        }
        return pairs.found;
    }

    private void compareAll(List<Column> columns) {
        for (int a = 0; a < columns.size(); a++) {
            for (int b = a + 1; b < columns.size(); b++) {
                Column first = columns.get(a);
                Column second = columns.get(b);
                int[] keys = keys(first, second, inOrder, FIRST_ROWS);
                columns.stream()
                        .filter(y -> y.index() != first.index() && y.index() != second.index() && agree(keys, y))
                        .forEach(y -> confirm(first, second, y));
            }
        }
    }

    /** Equal pairs have equal keys. A null is a value like others. */
    private static int[] keys(Column a, Column b, int[] rowOfB, int most) {
        Map<Long, Integer> places = new HashMap<>();
        int[] out = new int[Math.min(most, rowOfB.length)];
        for (int row = 0; row < out.length; row++) {
            long pair = ((long) a.codes()[row] << Integer.SIZE) ^ (b.codes()[rowOfB[row]] & 0xFFFFFFFFL);
            out[row] = places.computeIfAbsent(pair, p -> places.size());
        }
        return out;
    }

    private void confirm(Column a, Column b, Column y) {
        int[] keys = keys(a, b, inOrder, sample.rows());
        if (!agree(keys, y)) {
            return;
        }
        int rows = sample.rows() - (int) Arrays.stream(keys).distinct().count();
        double independent = share(keys, y, shuffled);
        independent = Math.max(independent, share(keys(a, b, shuffled, sample.rows()), y, inOrder));
        independent = Math.max(independent, share(keys(b, a, shuffled, sample.rows()), y, inOrder));
        if (1 - independent >= LEAST_GAIN && chance.excludes(rows, rows, independent)) {
            found.add(new PairDetermines(a, b, y));
        }
    }

    /** Whether equal keys always have equal values. */
    private static boolean agree(int[] keys, Column y) {
        Map<Integer, Integer> values = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            Integer before = values.putIfAbsent(keys[row], y.codes()[row]);
            if (before != null && before != y.codes()[row]) {
                return false;
            }
        }
        return true;
    }

    /** Share of the rows beyond the first of each key that have its most frequent value. */
    private static double share(int[] keys, Column y, int[] rowOfY) {
        Map<Integer, Map<Integer, Integer>> counts = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            counts.computeIfAbsent(keys[row], k -> new HashMap<>()).merge(y.codes()[rowOfY[row]], 1, Integer::sum);
        }
        int agreeing = 0;
        for (Map<Integer, Integer> ofKey : counts.values()) {
            agreeing += ofKey.values().stream().mapToInt(n -> n).max().orElse(1) - 1;
        }
        return (double) agreeing / Math.max(1, keys.length - counts.size());
    }
}
