package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some rows of a table, and what the rows say that refer to them. */
final class ParentSample {
    private static final int SAMPLED = 1 << 11;
    private static final int FEWEST = 30;
    /** Above it a total says little: most rows would have the same. */
    private static final double MOST_BY_CHANCE = 0.6;
    /** Probability of finding any total in a table that has none. */
    private static final double COINCIDENCE = 1e-4;

    private static final double LEAST_CHANCE = 1e-3;

    private final int[] rows;
    private final Map<Figure, double[]> own;

    private final long all;

    private ParentSample(int[] rows, Map<Figure, double[]> own, long all) {
        this.rows = rows;
        this.own = own;
        this.all = all;
    }

    static ParentSample of(Figures table) throws IOException {
        long all = table.rows();
        int count = (int) Math.min(SAMPLED, all);
        int[] rows = IntStream.range(0, count).map(i -> (int) (i * all / count)).toArray();
        Map<Figure, double[]> own = new LinkedHashMap<>();
        table.columns().forEach(c -> own.put(c, new double[count]));
        table.forEachRow((row, figures) -> {
            int at = Arrays.binarySearch(rows, row);
            if (at >= 0) {
                own.forEach((column, values) -> values[at] = figures.of(column));
            }
        });
        return new ParentSample(rows, own, all);
    }

    /** @return of the rows at equal distances, which one it is; -1: none of them */
    private int place(int row) {
        if (row < 0) {
            return -1;
        }
        int at = (int) (row * (long) rows.length / all);
        if (rows[at] < row && at + 1 < rows.length) {
            at++;
        }
        return rows[at] == row ? at : -1;
    }

    /** What is to be learned of the rows that refer to these by a key. */
    Referring referring(TotalsFinder.Key key, Figures child) {
        List<Term> all = Term.of(child);
        List<Term> possible = all.stream()
                .filter(term -> own.keySet().stream().anyMatch(term::canBe))
                .toList();
        return new Referring(key, possible, all.size() * own.size());
    }

    /** What the rows say that refer to these. */
    final class Referring {
        private final TotalsFinder.Key key;
        private final List<Term> terms;
        private final ParentCursor parents;
        private final int[] counts = new int[rows.length];
        private final double[][] totals;
        private final int tried;

        private Referring(TotalsFinder.Key key, List<Term> terms, int tried) {
            this.key = key;
            this.terms = terms;
            this.tried = tried;
            this.parents = new ParentCursor(key.index());
            this.totals = new double[terms.size()][rows.length];
            for (int t = 0; t < totals.length; t++) {
                Arrays.fill(totals[t], terms.get(t).start());
            }
        }

        /** Takes the rows one after the other. */
        void add(int row, FigureRow figures) {
            int parent = parents.of(row);
            int at = place(parent);
            if (at >= 0) {
                counts[at]++;
                for (int t = 0; t < totals.length; t++) {
                    totals[t][at] = terms.get(t).after(totals[t][at], figures);
                }
            }
        }

        /** What holds in all these rows, and not by chance; the simpler ones of a column first. */
        List<Candidate> likely() {
            List<Candidate> likely = new ArrayList<>();
            for (int t = 0; t < terms.size(); t++) {
                for (Figure column : own.keySet()) {
                    Candidate candidate = new Candidate(column, key, terms.get(t));
                    if (terms.get(t).canBe(column) && holds(candidate, counts, totals[t], tried)) {
                        likely.add(candidate);
                    }
                }
            }
            return likely;
        }
    }

    private boolean holds(Candidate candidate, int[] counts, double[] totals, int tried) {
        double[] values = own.get(candidate.column());
        int[] referred =
                IntStream.range(0, rows.length).filter(i -> counts[i] > 0).toArray();
        if (Arrays.stream(referred).anyMatch(i -> !candidate.agrees(values[i], totals[i]))) {
            return false;
        }
        long saying = Arrays.stream(referred)
                .filter(i -> !Double.isNaN(values[i]))
                .filter(i -> candidate.term().kind() == Total.Kind.COUNT || counts[i] > 1)
                .count();
        double chance = chance(candidate, referred, values, totals);
        return saying >= FEWEST
                && chance <= MOST_BY_CHANCE
                && saying * Math.log(Math.max(chance, LEAST_CHANCE)) <= Math.log(COINCIDENCE / tried);
    }

    /** Share of the rows that agree with what is said of others. */
    private double chance(Candidate candidate, int[] referred, double[] values, double[] totals) {
        SplittableRandom random = new Seed(0).derive("totals").random();
        int[] others = referred.clone();
        for (int i = others.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = others[i];
            others[i] = others[j];
            others[j] = kept;
        }
        long agree = IntStream.range(0, referred.length)
                .filter(i -> candidate.agrees(values[referred[i]], totals[others[i]]))
                .count();
        return agree / (double) Math.max(1, referred.length);
    }
}
