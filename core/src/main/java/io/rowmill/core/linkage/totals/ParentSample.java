package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentCursor;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.linkage.totals.RowFilter.Above;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Total;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some rows of a table, and what the rows say that refer to them. */
final class ParentSample {
    private static final int SAMPLED = 1 << 11;
    private static final int FEWEST = 30;
    /** Above it a total says little: most rows would have the same. */
    private static final double MOST_BY_CHANCE = 0.6;
    /** Most rows may have none of the rows that a filter takes. */
    private static final double MOST_FILTERED_BY_CHANCE = 0.95;
    /** Probability of finding any total in a table that has none. */
    private static final double COINCIDENCE = 1e-4;

    private static final double LEAST_CHANCE = 1e-3;

    private final int[] rows;
    private final Map<Figure, double[]> own;
    private final Map<Label, double[]> labels;

    private final long all;

    private ParentSample(int[] rows, Map<Figure, double[]> own, Map<Label, double[]> labels, long all) {
        this.rows = rows;
        this.own = own;
        this.labels = labels;
        this.all = all;
    }

    /**
     * @param table with the columns that may be totals
     * @param labels of the table
     */
    static ParentSample of(Figures table, List<Label> labels) throws IOException {
        long all = table.rows();
        int count = (int) Math.min(SAMPLED, all);
        int[] rows = IntStream.range(0, count).map(i -> (int) (i * all / count)).toArray();
        Map<Figure, double[]> own = new LinkedHashMap<>();
        table.columns().forEach(c -> own.put(c, new double[count]));
        Map<Label, double[]> labelled = new LinkedHashMap<>();
        labels.forEach(l -> labelled.put(l, new double[count]));
        table.forEachRow((row, figures) -> {
            int at = Arrays.binarySearch(rows, row);
            if (at >= 0) {
                own.forEach((column, values) -> values[at] = figures.of(column));
                labelled.forEach((label, values) -> values[at] = figures.of(label));
            }
        });
        return new ParentSample(rows, own, labelled, all);
    }

    /** @return of the rows at equal distances, which one it is; -1: none of them */
    int placeOf(int row) {
        if (row < 0) {
            return -1;
        }
        int at = (int) (row * (long) rows.length / all);
        if (rows[at] < row && at + 1 < rows.length) {
            at++;
        }
        return rows[at] == row ? at : -1;
    }

    /** What a filter compares rows with that refer to a row of the sample. */
    double above(RowFilter filter, int at) {
        if (filter.above() instanceof Above.OfLabel of) {
            return Objects.requireNonNull(labels.get(of.label()))[at];
        } else if (filter.above() instanceof Above.OfKey of) {
            return RowFilter.parent(of.index(), rows[at]);
        }
        return ((Above.Constant) filter.above()).value();
    }

    /** Some column is a number, which may count rows. */
    boolean hasNumbers() {
        return own.keySet().stream().anyMatch(Figure::isNumber);
    }

    /** What is to be learned of the rows that refer to these by a key. */
    Referring referring(TotalsFinder.Key key, Figures child, List<RowFilter> filters) {
        List<Term> all = Term.of(child);
        List<Said> said = new ArrayList<>(List.of(new Said(Optional.empty(), possible(all), rows.length)));
        int tried = all.size();
        for (RowFilter filter : filters) {
            List<Term> of = Term.of(child, filter);
            tried += of.size();
            said.add(new Said(Optional.of(filter), possible(of), rows.length));
        }
        return new Referring(key, said, tried * own.size());
    }

    private List<Term> possible(List<Term> all) {
        return all.stream()
                .filter(term -> own.keySet().stream().anyMatch(term::canBe))
                .toList();
    }

    /** What the rows say that refer to these. */
    final class Referring {
        private final TotalsFinder.Key key;
        private final List<Said> said;
        private final ParentCursor parents;
        private final int tried;

        private Referring(TotalsFinder.Key key, List<Said> said, int tried) {
            this.key = key;
            this.said = said;
            this.tried = tried;
            this.parents = new ParentCursor(key.index());
        }

        /** Takes the rows one after the other. */
        void add(int row, FigureRow figures) {
            int at = placeOf(parents.of(row));
            if (at >= 0) {
                said.forEach(s -> s.add(ParentSample.this, at, row, figures));
            }
        }

        /** What holds in all these rows, and not by chance; the simpler ones of a column first. */
        List<Candidate> likely() {
            List<Candidate> likely = new ArrayList<>();
            int[] all = said.get(0).counts();
            for (Said of : said) {
                for (Term term : of.terms()) {
                    for (Figure column : own.keySet()) {
                        Candidate candidate = new Candidate(column, key, term);
                        if (term.canBe(column) && holds(candidate, all, of, tried)) {
                            likely.add(candidate);
                        }
                    }
                }
            }
            return likely;
        }
    }

    private boolean holds(Candidate candidate, int[] all, Said said, int tried) {
        boolean isFiltered = candidate.term().filter().isPresent();
        double[] values = own.get(candidate.column());
        double[] totals = said.totals(candidate.term());
        int[] counts = said.counts();
        int[] referred =
                IntStream.range(0, rows.length).filter(i -> counts[i] > 0).toArray();
        if (Arrays.stream(referred).anyMatch(i -> !candidate.agrees(values[i], totals[i]))) {
            return false;
        }
        if (isFiltered && !leavesOut(values, counts, all)) {
            return false;
        }
        long saying = Arrays.stream(referred)
                .filter(i -> !Double.isNaN(values[i]))
                .filter(i -> candidate.term().kind() == Total.Kind.COUNT || all[i] > 1)
                .count();
        int[] compared = isFiltered
                ? IntStream.range(0, rows.length).filter(i -> all[i] > 0).toArray()
                : referred;
        double[] own = isFiltered ? zeroForNull(values) : values;
        double chance = chance(candidate, compared, own, totals);
        return saying >= FEWEST
                && chance <= (isFiltered ? MOST_FILTERED_BY_CHANCE : MOST_BY_CHANCE)
                && (isFiltered ? compared.length : saying) * Math.log(Math.max(chance, LEAST_CHANCE))
                        <= Math.log(COINCIDENCE / tried);
    }

    /** Rows have fewer that are taken than refer to them, and those that have none all have a null, or all a zero. */
    private static boolean leavesOut(double[] values, int[] counts, int[] all) {
        int[] without =
                IntStream.range(0, counts.length).filter(i -> counts[i] == 0).toArray();
        boolean isAlike = Arrays.stream(without).allMatch(i -> values[i] == 0)
                || Arrays.stream(without).allMatch(i -> Double.isNaN(values[i]));
        return isAlike
                && IntStream.range(0, counts.length)
                                .filter(i -> counts[i] < all[i])
                                .count()
                        >= FEWEST;
    }

    private static double[] zeroForNull(double[] values) {
        return Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : v).toArray();
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
