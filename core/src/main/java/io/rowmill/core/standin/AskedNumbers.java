package io.rowmill.core.standin;

import io.rowmill.core.privacy.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers or times. The first round tells where values are, how fine they are, and which single values many rows have; each
 * further one divides the bins where most of the others are.
 */
final class AskedNumbers implements AskedColumn {
    private static final int BINS = 64;
    /** Deviations of noise that a bin should have rows for. */
    private static final double CLEAR = 4;

    private static final double[] BIN_WEIGHTS = {0.3, 0.3, 0.5};
    private static final double STYLE_WEIGHT = 0.1;
    private static final double VALUES_WEIGHT = 1;
    /** A bin with less than so many deviations of noise is taken for empty: of 140, one is so by chance in 60 answers. */
    private static final double DOUBTFUL = 3.5;
    /** Deviations of noise that values finer than a grain are taken for. */
    private static final double DOUBTFUL_GRAIN = 3.5;
    /** Share of values finer than a grain that is taken for noise. */
    private static final double FINER = 0.01;

    private final String column;
    private final Axis axis;
    private final int rowsPerUnit;
    private final Histogram grains;
    private final Histogram spellings;
    private final Histogram values;
    private List<Bin> bins;
    private final List<Double> counts = new ArrayList<>();
    private final Map<Double, Long> frequent = new TreeMap<>();
    private double nulls;
    private int grain;
    private int spelling;

    AskedNumbers(String column, Axis axis, int rowsPerUnit) {
        this.column = column;
        this.axis = axis;
        this.rowsPerUnit = rowsPerUnit;
        this.bins = Bin.between(axis.edges());
        grains = Histogram.ofRows(column + ":grain", STYLE_WEIGHT, rowsPerUnit, axis.grains());
        spellings = Histogram.ofRows(column + ":spelling", STYLE_WEIGHT, rowsPerUnit, axis.spellings());
        values = Histogram.ofRows(column + ":values", VALUES_WEIGHT, rowsPerUnit, null);
    }

    @Override
    public List<Histogram> questions(int round) {
        List<Histogram> out = new ArrayList<>(List.of(bins(round)));
        if (round == 0) {
            out.add(grains);
            out.add(values);
            if (axis.spellings().size() > 1) {
                out.add(spellings);
            }
        }
        return out;
    }

    /** Weight and sensitivity don't depend on how many bins there are. */
    private Histogram bins(int round) {
        List<String> cells = new ArrayList<>(
                IntStream.range(0, bins.size()).mapToObj(String::valueOf).toList());
        cells.add(NULL);
        return Histogram.ofRows(column + ":bins" + round, BIN_WEIGHTS[round], rowsPerUnit, cells);
    }

    @Override
    public void count(@Nullable String cell, int round, Tally tally) {
        String what = column + ":bins" + round;
        double value = cell == null ? Double.NaN : axis.at(cell);
        if (cell == null || Double.isNaN(value)) {
            tally.add(what, NULL);
            return;
        }
        int bin = Bin.find(bins, value);
        if (bin >= 0 && !frequent.containsKey(value)) {
            tally.add(what, String.valueOf(bin));
        }
        if (round == 0) {
            tally.add(values.what(), String.valueOf(value));
            tally.add(grains.what(), axis.grains().get(axis.grain(cell)));
            if (axis.spellings().size() > 1) {
                tally.add(spellings.what(), axis.spellings().get(axis.spelling(cell)));
            }
        }
    }

    @Override
    public void learn(int round, Answer answer, Noise noise) {
        Histogram asked = bins(round);
        double deviation = noise.deviation(asked);
        nulls = noise.standingOut(asked, answer.count(asked.what(), NULL));
        if (round == 0) {
            style(answer, noise);
            answer.of(values.what()).forEach((value, count) -> frequent.put(Double.valueOf(value), count));
        }
        List<Bin> kept = new ArrayList<>();
        counts.clear();
        double doubtful = round == 0 ? DOUBTFUL * deviation : deviation;
        for (int b = 0; b < bins.size(); b++) {
            double count = answer.count(asked.what(), String.valueOf(b));
            if (count > doubtful) {
                kept.add(bins.get(b));
                counts.add(count);
            }
        }
        if (round + 1 < ROUNDS) {
            bins = divided(kept, noise.deviation(bins(round + 1)));
        } else {
            bins = kept;
        }
    }

    private void style(Answer answer, Noise noise) {
        SortedMap<String, Long> fine = answer.of(grains.what());
        List<String> all = axis.grains();
        double total = fine.values().stream().mapToLong(c -> c).sum();
        double finer = 0;
        grain = 0;
        for (int g = all.size() - 1; g > 0 && grain == 0; g--) {
            finer += fine.getOrDefault(all.get(g), 0L);
            double chance = DOUBTFUL_GRAIN * noise.deviation(grains) * Math.sqrt(all.size() - g);
            if (finer > Math.max(chance, FINER * total)) {
                grain = g;
            }
        }
        if (axis.spellings().size() > 1) {
            spelling = IntStream.range(0, axis.spellings().size())
                    .boxed()
                    .max((a, b) -> Long.compare(
                            answer.count(spellings.what(), axis.spellings().get(a)),
                            answer.count(spellings.what(), axis.spellings().get(b))))
                    .orElse(0);
        }
    }

    /** More bins where more rows are, but none with fewer than stand out of the next round's noise. */
    private List<Bin> divided(List<Bin> kept, double deviation) {
        double total = counts.stream().mapToDouble(c -> c).sum();
        int most = (int) Math.min(BINS, total / (CLEAR * deviation));
        List<Bin> out = new ArrayList<>();
        for (int b = 0; b < kept.size(); b++) {
            int parts = (int) Math.max(1, Math.round(most * counts.get(b) / total));
            out.addAll(kept.get(b).split(parts));
        }
        return out;
    }

    @Override
    public Released released() {
        List<Weighted<Bin>> weighted = new ArrayList<>();
        for (int b = 0; b < bins.size(); b++) {
            weighted.add(new Weighted<>(bins.get(b), counts.get(b)));
        }
        if (bins.isEmpty() && frequent.isEmpty()) {
            weighted.add(new Weighted<>(new Bin(0, 1), 1));
        }
        return new Released.Numbers(axis, grain, spelling, frequent, weighted, nulls);
    }
}
