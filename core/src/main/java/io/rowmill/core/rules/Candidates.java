package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Candidate.Determines;
import io.rowmill.core.rules.Candidate.Equal;
import io.rowmill.core.rules.Candidate.IsPart;
import io.rowmill.core.rules.Candidate.NullAfter;
import io.rowmill.core.rules.Candidate.NullTogether;
import io.rowmill.core.rules.Candidate.Order;
import io.rowmill.core.rules.Derivation.Part;
import io.rowmill.core.rules.Sample.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Compares all pairs of a sample's columns. */
final class Candidates {
    /** Of a pair so many rows are looked at before all of them are. */
    private static final int FIRST_ROWS = 300;
    /** Share of the first rows in which a rule may fail. */
    private static final double FIRST_FAILURES = 0.15;
    /** Kinds of rules that are tried per pair of columns, both ways. */
    private static final int KINDS = 8;
    /** A number of more different values is no code that could stand for something. */
    private static final int FEW_NUMBERS = 100;

    /** Of two columns of other sizes, such as shares and populations, one is hardly ever above the other, which is no rule. */
    private static final double LEAST_GAIN = 0.05;

    private final Sample sample;
    private final Chance chance;
    private final int[] shuffled;
    private final List<Candidate> found = new ArrayList<>();

    private Candidates(Sample sample) {
        this.sample = sample;
        double width = sample.columns().size();
        this.chance = new Chance(width * width * KINDS);
        this.shuffled = shuffled(sample.rows());
    }

    static List<Candidate> of(Sample sample) {
        Candidates candidates = new Candidates(sample);
        if (sample.rows() >= Chance.MIN_ROWS) {
            candidates.compareAll();
        }
        return candidates.found;
    }

    private static int[] shuffled(int rows) {
        int[] out = IntStream.range(0, rows).toArray();
        SplittableRandom random = new Seed(0).derive("rules").random();
        for (int i = rows - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = out[i];
            out[i] = out[other];
            out[other] = kept;
        }
        return out;
    }

    private void compareAll() {
        List<Column> columns =
                sample.columns().stream().filter(c -> c.distinct() > 0).toList();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                compare(columns.get(i), columns.get(j));
            }
        }
    }

    private void compare(Column x, Column y) {
        nulls(x, y);
        if (x.distinct() < 2 || y.distinct() < 2) {
            return;
        }
        if (x.metadata().isContent() == y.metadata().isContent()
                && x.format().getClass() == y.format().getClass()
                && equal(x, y)) {
            return;
        }
        if (!x.metadata().isContent() || !y.metadata().isContent()) {
            return;
        }
        if (comparable(x.format(), y.format())) {
            order(x, y);
            order(y, x);
        }
        parts(x, y);
        parts(y, x);
        determines(x, y);
        determines(y, x);
    }

    static boolean comparable(ValueFormat x, ValueFormat y) {
        return (Scalars.isNumber(x) && Scalars.isNumber(y)) || (Scalars.isTime(x) && x.getClass() == y.getClass());
    }

    private boolean equal(Column x, Column y) {
        int rows = 0;
        int holds = 0;
        for (int row = 0; row < sample.rows(); row++) {
            if (x.codes()[row] >= 0 && y.codes()[row] >= 0) {
                rows++;
                holds += x.codes()[row] == y.codes()[row] ? 1 : 0;
            }
            if (isHopeless(row, rows, holds)) {
                return false;
            }
        }
        if (rows < Chance.MIN_ROWS || holds < rows * Chance.NEARLY_ALWAYS) {
            return false;
        }
        double independent = equalByChance(x, y);
        if (!chance.excludes(holds, rows, independent)) {
            return false;
        }
        found.add(new Equal(x, y, independent));
        return true;
    }

    private static boolean isHopeless(int row, int rows, int holds) {
        return row == FIRST_ROWS && rows - holds > FIRST_FAILURES * rows;
    }

    private double equalByChance(Column x, Column y) {
        Map<Integer, Integer> counts = new HashMap<>();
        Arrays.stream(x.codes()).filter(c -> c >= 0).forEach(c -> counts.merge(c, 1, Integer::sum));
        double pairs = (double) (sample.rows() - x.nulls()) * (sample.rows() - y.nulls());
        return Arrays.stream(y.codes())
                        .filter(c -> c >= 0)
                        .mapToDouble(c -> counts.getOrDefault(c, 0))
                        .sum()
                / pairs;
    }

    private void order(Column lesser, Column greater) {
        int rows = 0;
        int holds = 0;
        for (int row = 0; row < sample.rows(); row++) {
            double least = lesser.scalars()[row];
            double most = greater.scalars()[row];
            if (!Double.isNaN(least) && !Double.isNaN(most)) {
                rows++;
                holds += least <= most ? 1 : 0;
            }
            if (isHopeless(row, rows, holds)) {
                return;
            }
        }
        if (rows < Chance.MIN_ROWS || holds < rows * Chance.NEARLY_ALWAYS) {
            return;
        }
        double independent = orderedByChance(lesser, greater);
        boolean gains = (double) holds / rows - independent >= LEAST_GAIN;
        if (gains && chance.excludes(holds, rows, independent)) {
            found.add(new Order(lesser, greater, independent));
        }
    }

    private double orderedByChance(Column lesser, Column greater) {
        int[] both = IntStream.range(0, sample.rows())
                .filter(r -> !Double.isNaN(lesser.scalars()[r]) && !Double.isNaN(greater.scalars()[r]))
                .toArray();
        double[] sorted = Arrays.stream(both)
                .mapToDouble(r -> lesser.scalars()[r])
                .sorted()
                .toArray();
        double ordered = 0;
        for (int row : both) {
            ordered += notAbove(sorted, greater.scalars()[row]);
        }
        return ordered / ((double) both.length * both.length);
    }

    private static int notAbove(double[] sorted, double bound) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] <= bound) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private void parts(Column date, Column number) {
        if (!Scalars.isTime(date.format()) || !(number.format() instanceof ValueFormat.WholeNumber)) {
            return;
        }
        for (Part part : Part.values()) {
            int rows = 0;
            int holds = 0;
            int byChance = 0;
            for (int row = 0; row < sample.rows(); row++) {
                int of = Dates.part(date.typed()[row], part);
                rows += of >= 0 && number.codes()[row] >= 0 ? 1 : 0;
                holds += of >= 0 && number.scalars()[row] == of ? 1 : 0;
                byChance += of >= 0 && number.scalars()[shuffled[row]] == of ? 1 : 0;
            }
            if (rows > 0 && chance.excludes(holds, rows, (double) byChance / rows)) {
                found.add(new IsPart(date, number, part));
                return;
            }
        }
    }

    /** Categories, and numbers that may be codes. */
    static boolean isDiscrete(Column column) {
        Sdtype type = column.metadata().sdtype();
        return type == Sdtype.CATEGORICAL
                || type == Sdtype.BOOLEAN
                || (column.format() instanceof ValueFormat.WholeNumber && column.distinct() <= FEW_NUMBERS);
    }

    private void determines(Column x, Column y) {
        if (!isDiscrete(x) || !isDiscrete(y) || x.distinct() * 2 > sample.rows()) {
            return;
        }
        Agreement first = new Agreement(
                x, y, IntStream.range(0, Math.min(FIRST_ROWS, sample.rows())).toArray());
        if (first.rows - first.agreeing > FIRST_FAILURES * first.rows) {
            return;
        }
        Agreement real = new Agreement(x, y, IntStream.range(0, sample.rows()).toArray());
        if (real.rows >= Chance.MIN_ROWS && real.agreeing >= real.rows * Chance.NEARLY_ALWAYS) {
            Agreement independent = new Agreement(x, y, shuffled);
            double share = (double) independent.agreeing / Math.max(1, independent.rows);
            if (chance.excludes(real.agreeing, real.rows, share)) {
                found.add(new Determines(x, y));
            }
        }
    }

    /** Rows beyond the first of each value of x, and how many of them have the most frequent y of their x. */
    private static final class Agreement {
        private int rows;
        private int agreeing;

        Agreement(Column x, Column y, int[] rowOfY) {
            Map<Integer, Map<Integer, Integer>> counts = new HashMap<>();
            for (int row = 0; row < rowOfY.length; row++) {
                int code = y.codes()[rowOfY[row]];
                if (x.codes()[row] >= 0 && code >= 0) {
                    counts.computeIfAbsent(x.codes()[row], c -> new HashMap<>()).merge(code, 1, Integer::sum);
                }
            }
            for (Map<Integer, Integer> ofX : counts.values()) {
                rows += ofX.values().stream().mapToInt(n -> n).sum() - 1;
                agreeing += ofX.values().stream().mapToInt(n -> n).max().orElse(1) - 1;
            }
        }
    }

    private void nulls(Column x, Column y) {
        int rows = sample.rows();
        if (x.nulls() == 0 || y.nulls() == 0 || x.nulls() == rows || y.nulls() == rows) {
            return;
        }
        int both = 0;
        for (int row = 0; row < rows; row++) {
            both += x.codes()[row] < 0 && y.codes()[row] < 0 ? 1 : 0;
        }
        double ofX = (double) x.nulls() / rows;
        double ofY = (double) y.nulls() / rows;
        boolean isMadeUp = !x.metadata().isContent() || !y.metadata().isContent();
        int agreeing = rows - x.nulls() - y.nulls() + 2 * both;
        if (both == x.nulls() && both == y.nulls()) {
            if (chance.excludes(rows, rows, ofX * ofY + (1 - ofX) * (1 - ofY))) {
                found.add(new NullTogether(x, y));
            }
        } else if (both == x.nulls() && chance.excludes(both, both, ofY)) {
            found.add(new NullAfter(x, y));
        } else if (both == y.nulls() && chance.excludes(both, both, ofX)) {
            found.add(new NullAfter(y, x));
        } else if (isMadeUp && chance.excludes(agreeing, rows, ofX * ofY + (1 - ofX) * (1 - ofY))) {
            found.add(new NullTogether(x, y));
        }
    }
}
