package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Operator;
import io.rowmill.core.rules.Candidate.Calculated;
import io.rowmill.core.rules.Sample.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for numbers, and times, that are the sum, difference, product or quotient of two others. A few rows drop nearly all triples
 * of columns, a sample of rows most others.
 */
final class Triples {
    /** Triples are as many as the third power of columns: of a wider table, the first ones are looked at. */
    static final int MOST_COLUMNS = 150;

    private static final int MOST_CANDIDATES = 200;
    /** A column of fewer different numbers is no result, and of fewer still no operand. */
    private static final int LEAST_RESULTS = 3;
    /** Rows that drop nearly all triples, and how many of the first of them may fail. */
    private static final int FIRST_ROWS = 64;

    private static final int VERY_FIRST_ROWS = 16;
    private static final int VERY_FIRST_FAILURES = 3;
    private static final double FIRST_FAILURES = 0.15;
    /** Rows that drop most others. */
    private static final int CONFIRMING_ROWS = 300;
    /** By how much more often a rule holds than it would by chance: in the first of these rows, and in all. */
    private static final double SLIGHT_GAIN = 0.02;

    private static final double LEAST_GAIN = 0.05;
    /** Of a column with a more frequent value, other rows have the same one too often for such a gain. */
    private static final double MOST_EQUAL = 1 - LEAST_GAIN / 2;
    /** Rows of the sample that are taken for independent, and how many of them a row is compared with. */
    private static final int FAR_APART = 7919;

    private static final int TURNS = 4;

    /** By how they are tried: most numbers are rounded so. */
    private static final List<RoundingMode> ROUNDINGS =
            List.of(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.FLOOR);

    private final Sample sample;
    private final boolean across;
    private final List<Column> columns = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();
    private final List<int[]> firstRows = new ArrayList<>();
    private final List<Calculated> found = new ArrayList<>();
    private final Chance chance;

    private Triples(Sample sample, boolean across) {
        this.sample = sample;
        this.across = across;
        Set<IntBuffer> seen = new HashSet<>();
        for (Column column : sample.columns()) {
            boolean isScalar = Scalars.isNumber(column.format().bare()) || Scalars.isTime(column.format());
            int most = across && column.source().isOwn() ? MOST_COLUMNS / 2 : MOST_COLUMNS;
            if (columns.size() < most
                    && isScalar
                    && column.metadata().isContent()
                    && isVaried(column)
                    && seen.add(IntBuffer.wrap(column.codes()))) {
                columns.add(column);
                numbers.add(Outcomes.numbers(column));
                firstRows.add(firstRows(column));
            }
        }
        double width = columns.size();
        this.chance = new Chance(width * width * width * Operator.values().length);
    }

    /** Columns of the row alone. */
    static List<Calculated> of(Sample sample) {
        return of(new Triples(sample, false));
    }

    /** A column of the row that comes out of one or two of the rows it refers to; its own columns come first. */
    static List<Calculated> across(Sample sample) {
        return of(new Triples(sample, true));
    }

    private static List<Calculated> of(Triples triples) {
        Sample sample = triples.sample;
        if (sample.rows() >= Chance.MIN_ROWS) {
            triples.compareAll();
        }
        return triples.found;
    }

    private static boolean isVaried(Column column) {
        int[] sorted =
                Arrays.stream(column.codes()).filter(c -> c >= 0).sorted().toArray();
        int most = 0;
        int from = 0;
        for (int i = 0; i < sorted.length; i++) {
            from = sorted[i] == sorted[from] ? from : i;
            most = Math.max(most, i - from + 1);
        }
        return most < MOST_EQUAL * sorted.length;
    }

    /** Some rows in which the column has a value, at equal distances. */
    private static int[] firstRows(Column column) {
        int[] rows = IntStream.range(0, column.codes().length)
                .filter(row -> column.codes()[row] >= 0)
                .toArray();
        int count = Math.min(FIRST_ROWS, rows.length);
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            // Neighbours are often alike, so that the first of these rows are far apart, too.
            out[i] = rows[(int) ((long) (i * 37 % count) * rows.length / count)];
        }
        return Arrays.stream(out).distinct().toArray();
    }

    private void compareAll() {
        for (int y = 0; y < columns.size(); y++) {
            if (columns.get(y).distinct() >= LEAST_RESULTS
                    && columns.get(y).source().isOwn()) {
                for (int a = 0; a < columns.size(); a++) {
                    for (int b = a + 1; b < columns.size(); b++) {
                        if (a != y && b != y && !(across && isOwn(a) && isOwn(b))) {
                            compare(y, a, b);
                        }
                    }
                }
            }
        }
    }

    private void compare(int y, int a, int b) {
        boolean isTimeA = isTime(a);
        boolean isTimeB = isTime(b);
        if (isTime(y)) {
            if (isTimeA != isTimeB) {
                tryOut(y, isTimeA ? a : b, Operator.ADD, isTimeA ? b : a);
                tryOut(y, isTimeA ? a : b, Operator.SUBTRACT, isTimeA ? b : a);
            }
        } else if (isTimeA || isTimeB) {
            if (isTimeA && isTimeB) {
                tryOut(y, a, Operator.SUBTRACT, b);
                tryOut(y, b, Operator.SUBTRACT, a);
            }
        } else {
            tryOut(y, a, Operator.ADD, b);
            tryOut(y, a, Operator.SUBTRACT, b);
            tryOut(y, b, Operator.SUBTRACT, a);
            tryOut(y, a, Operator.MULTIPLY, b);
            tryOut(y, a, Operator.DIVIDE, b);
            tryOut(y, b, Operator.DIVIDE, a);
        }
    }

    private boolean isOwn(int column) {
        return columns.get(column).source().isOwn();
    }

    private boolean isTime(int column) {
        return Scalars.isTime(columns.get(column).format());
    }

    private void tryOut(int y, int left, Operator operator, int right) {
        double step = Outcomes.step(
                operator,
                columns.get(left).format(),
                columns.get(right).format(),
                columns.get(y).format());
        if (found.size() < MOST_CANDIDATES && fitsFirst(y, left, operator, right, step)) {
            confirm(y, left, operator, right, step);
        }
    }

    private boolean fitsFirst(int y, int left, Operator operator, int right, double step) {
        double[] value = numbers.get(y);
        double[] x1 = numbers.get(left);
        double[] x2 = numbers.get(right);
        double loss = Outcomes.loss(columns.get(y).format());
        int compared = 0;
        int failing = 0;
        for (int row : firstRows.get(y)) {
            if (!Double.isNaN(x1[row]) && !Double.isNaN(x2[row])) {
                compared++;
                failing += Outcomes.fits(operator, x1[row], x2[row], value[row], step, loss) ? 0 : 1;
                if (failing > VERY_FIRST_FAILURES
                        && (compared <= VERY_FIRST_ROWS || failing > FIRST_FAILURES * FIRST_ROWS)) {
                    return false;
                }
            }
        }
        return compared > VERY_FIRST_FAILURES && failing <= Math.max(1, FIRST_FAILURES * compared);
    }

    /** How often the rule holds, and how often it would if one of the three columns were independent: first in some rows, then in all. */
    private void confirm(int y, int left, Operator operator, int right, double step) {
        Share some = share(y, left, operator, right, step, -1, CONFIRMING_ROWS);
        if (some.of() < 1 - FIRST_FAILURES
                || some.of() - byChance(y, left, operator, right, step, CONFIRMING_ROWS) < SLIGHT_GAIN) {
            return;
        }
        Share all = share(y, left, operator, right, step, -1, sample.rows());
        double independent = byChance(y, left, operator, right, step, sample.rows());
        if (all.of() - independent < LEAST_GAIN || !chance.excludes(all.holds(), all.rows(), independent)) {
            return;
        }
        RoundingMode rounding = RoundingMode.HALF_UP;
        int holds = -1;
        for (RoundingMode mode : step == 0 ? ROUNDINGS.subList(0, 1) : ROUNDINGS) {
            Computed rule = rule(columns.get(y), columns.get(left), operator, columns.get(right), mode);
            int of = exactly(rule, columns.get(y), columns.get(left), columns.get(right));
            if (of > holds) {
                holds = of;
                rounding = mode;
            }
        }
        if (holds >= all.rows() * Chance.NEARLY_ALWAYS) {
            found.add(new Calculated(
                    columns.get(y),
                    columns.get(left),
                    operator,
                    columns.get(right),
                    rounding,
                    strays(y, left, operator, right)));
        }
    }

    static Computed rule(Column y, Column left, Operator operator, Column right, RoundingMode rounding) {
        return new Computed(
                y.name(),
                Expression.of(read(left), operator, read(right)),
                y.format(),
                List.of(left.format(), right.format()),
                Computed.scale(y.format()),
                rounding,
                null);
    }

    static Expression.Column read(Column column) {
        return new Expression.Column(column.source().path(), column.source().column());
    }

    /** Rows in which the rule holds. */
    private int exactly(Computed rule, Column y, Column left, Column right) {
        Map<Expression.Column, Column> operands = Map.of(read(left), left, read(right), right);
        int holds = 0;
        for (int row = 0; row < sample.rows(); row++) {
            int at = row;
            BigDecimal value = Scalars.of(y.typed()[row]);
            BigDecimal outcome = value == null
                    ? null
                    : Computing.outcome(rule, c -> operands.get(c).typed()[at]);
            holds += value != null && outcome != null && Computing.isSame(rule, outcome, value) ? 1 : 0;
        }
        return holds;
    }

    private record Share(int holds, int rows) {
        double of() {
            return rows == 0 ? 0 : (double) holds / rows;
        }
    }

    /** Share of the rows in which the rule holds if one of the three columns, whichever, is taken from other rows. */
    private double byChance(int y, int left, Operator operator, int right, double step, int rows) {
        double out = 0;
        for (int moved = 0; moved < 3; moved++) {
            out = Math.max(
                    out, share(y, left, operator, right, step, moved, rows).of());
        }
        return out;
    }

    /**
     * @param moved of the three columns the one that is taken from other rows; -1: none
     * @param most rows that are looked at, at equal distances
     */
    private Share share(int y, int left, Operator operator, int right, double step, int moved, int most) {
        double loss = Outcomes.loss(columns.get(y).format());
        int size = sample.rows();
        int rows = 0;
        int holds = 0;
        for (int turn = 0; turn < (moved < 0 ? 1 : TURNS); turn++) {
            int far = 1 + (turn + 1) * FAR_APART % (size - 1);
            for (int i = 0; i < Math.min(most, size); i++) {
                int row = (int) ((long) i * size / Math.min(most, size));
                int other = (row + far) % size;
                double value = numbers.get(y)[moved == 0 ? other : row];
                double x1 = numbers.get(left)[moved == 1 ? other : row];
                double x2 = numbers.get(right)[moved == 2 ? other : row];
                if (!Double.isNaN(value) && !Double.isNaN(x1) && !Double.isNaN(x2)) {
                    rows++;
                    holds += Outcomes.fits(operator, x1, x2, value, step, loss) ? 1 : 0;
                }
            }
        }
        return new Share(holds, rows);
    }

    /** Share of independent operands of which comes out what the column doesn't have, such as less than nothing. */
    private double strays(int y, int left, Operator operator, int right) {
        double[] values = numbers.get(y);
        double low = Arrays.stream(values).filter(v -> !Double.isNaN(v)).min().orElse(0);
        double high = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0);
        int rows = 0;
        int beyond = 0;
        int far = 1 + FAR_APART % (sample.rows() - 1);
        for (int row = 0; row < sample.rows(); row++) {
            double outcome =
                    Outcomes.of(operator, numbers.get(left)[row], numbers.get(right)[(row + far) % sample.rows()]);
            rows += Double.isNaN(outcome) ? 0 : 1;
            beyond += outcome < low || outcome > high ? 1 : 0;
        }
        return rows == 0 ? 1 : (double) beyond / rows;
    }
}
