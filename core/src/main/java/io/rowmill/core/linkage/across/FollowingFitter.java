package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Closeness;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Following;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.Stepped;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Typical;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes numbers and times of a row from those of the row before it among its siblings, where they are close beside how far they spread
 * from parent to parent: events of one stay lie hours apart, and stays are spread over years.
 */
public final class FollowingFitter {
    /** Share of the rows that have one before them. */
    private static final double LEAST_FOLLOWING = 0.5;
    /** Rows of the sample that have none, or whose row before has no value. */
    private static final int LEAST_FIRST = 30;
    /** Parents that are enough to see how far their rows are apart. */
    private static final int MOST_PARENTS = 10_000;

    private static final int MANY = 1_000;
    /** What rows of a parent span, of what as many rows of any parents do. */
    private static final double MOST_SPAN = 0.5;
    /** One step of so many, at either end, is no typical one. */
    private static final int WIDE = 200;
    /** Bits that a column tells of another one of the row, and that its distance from the row before doesn't tell. */
    private static final double MOST_TOLD = 0.1;

    private final TableRules rules;
    private final TypedColumns child;
    private final Parent before;
    private final Parent driver;
    private final Protection protection;
    private final AboveValues above;
    private final RowSample rows;
    private final RowSample earlier;
    private final RowSample parents;

    private FollowingFitter(
            TableRules rules,
            TypedColumns child,
            Parent driver,
            ParentIndex before,
            RowSamples samples,
            Protection protection,
            Path base)
            throws IOException {
        this.rules = rules;
        this.child = child;
        this.driver = driver;
        this.before = before(before, child);
        this.protection = protection;
        this.above = new AboveValues(base);
        this.rows = samples.rows();
        this.earlier = rows.above(before, child);
        this.parents = samples.above(driver);
    }

    /** The row before as if it were a parent. */
    public static Parent before(ParentIndex index, TypedColumns table) {
        return new Parent(Source.ROW_BEFORE, index, table);
    }

    /**
     * @param rules that the table's rows keep so far, also with their parents
     * @param child columns that may be made
     * @param driver by which rows are siblings
     * @param before the row before each row among its siblings
     * @param samples of the table's rows and of those of the driver's parents
     * @param base scratch files are made beside it, which begin with its name
     * @return the same rules if no column is close to the row before
     */
    public static TableRules fit(
            TableRules rules,
            TypedColumns child,
            Parent driver,
            ParentIndex before,
            RowSamples samples,
            Protection protection,
            Path base)
            throws IOException {
        return new FollowingFitter(rules, child, driver, before, samples, protection, base).fit();
    }

    private TableRules fit() throws IOException {
        RuleMerger merger = new RuleMerger(rules);
        for (Column column : child.columns()) {
            Optional<Derivation> made = rules.valueOf(column.name());
            boolean isBound = merger.isMade(column.name()) && made.isEmpty();
            if (!isBound && isCandidate(column) && made.map(this::isOfDriver).orElse(true)) {
                Optional<Difference> difference = made.map(Difference.class::cast);
                make(column, difference, merger);
            }
        }
        return merger.rules();
    }

    private void make(Column column, Optional<Difference> difference, RuleMerger merger) throws IOException {
        double[] own = numbers(column, rows.values(column));
        double[] last = numbers(column, earlier.values(column));
        difference.ifPresent(d -> subtract(d, own, last));
        if (!isClose(column, own, last) || !areSiblingsClose(column, own)) {
            return;
        }
        // A row after a null is learned by its distance from elsewhere, but is made before another column says the
        // null.
        boolean isWhole = rules.nullsGiven().contains(column.name()) || tellsOthers(column, own);
        if (!isWhole) {
            Following following = following(column, difference);
            merger.make(following);
            if (difference.filter(Difference::ordered).isPresent() && !following.ordered()) {
                Bound bound = new Bound(difference.get().source(), 0);
                merger.confine(new Confined(column.name(), List.of(bound), List.of()));
            }
        } else if (difference.isEmpty()) {
            merger.step(stepped(column, own, last));
        }
    }

    /** What is learned so far is how far both are from their parent. */
    private void subtract(Difference difference, double[] own, double[] last) {
        double[] base = numbers(parentColumn(difference), parents.values(parentColumn(difference)));
        double origin = difference.origin().doubleValue();
        for (int i = 0; i < own.length; i++) {
            double from = Double.isNaN(base[i]) ? origin : base[i];
            own[i] -= from;
            last[i] -= from;
        }
    }

    private boolean isCandidate(Column column) {
        return column.ordered() && child.isContent(column.name()) && AcrossFitter.isPlain(column.format());
    }

    /** The parent is the same for both rows. */
    private boolean isOfDriver(Derivation made) {
        return made instanceof Difference difference
                && difference.source().path().equals(List.of(driver.relationship()));
    }

    private static boolean isClose(Column column, double[] own, double[] last) {
        int told = count(own);
        int[] both = IntStream.range(0, own.length)
                .filter(i -> !Double.isNaN(own[i]) && !Double.isNaN(last[i]))
                .toArray();
        double[] values = Arrays.stream(both).mapToDouble(i -> own[i]).toArray();
        double[] sources = Arrays.stream(both).mapToDouble(i -> last[i]).toArray();
        return both.length >= LEAST_FOLLOWING * told
                && told - both.length >= LEAST_FIRST
                && Closeness.ofSteps(sources, values, column.format()) > 0;
    }

    /** Rows in an order are near each other whoever are siblings: a parent's rows must span less than as many rows of any parents. */
    private boolean areSiblingsClose(Column column, double[] values) throws IOException {
        int all = Math.toIntExact(driver.columns().rows().rowCount());
        int step = Math.max(1, all / MOST_PARENTS);
        long[] counts = new long[all / step + 1];
        double[] low = new double[counts.length];
        double[] high = new double[counts.length];
        child.forEachRow((row, cursor) -> {
            int parent = driver.index().parentOf(row);
            long cell = parent >= 0 && parent % step == 0 ? column.value(cursor) : CellType.NULL;
            if (cell != CellType.NULL) {
                int group = parent / step;
                double value = column.type().scalar(cell).doubleValue();
                low[group] = counts[group] == 0 ? value : Math.min(low[group], value);
                high[group] = counts[group] == 0 ? value : Math.max(high[group], value);
                counts[group]++;
            }
        });
        double[] any = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        SplittableRandom random = new Seed(0).derive("siblings").random();
        double span = 0;
        double spanOfAny = 0;
        for (int group = 0; group < counts.length; group++) {
            if (counts[group] > 1) {
                DoubleSummaryStatistics drawn = random.ints(Math.min(MANY, counts[group]), 0, any.length)
                        .mapToDouble(i -> any[i])
                        .summaryStatistics();
                span += high[group] - low[group];
                spanOfAny += drawn.getMax() - drawn.getMin();
            }
        }
        return span <= MOST_SPAN * spanOfAny;
    }

    private static int count(double[] values) {
        return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    }

    private Column parentColumn(Difference difference) {
        return driver.columns().columns().stream()
                .filter(c -> c.name().equals(difference.source().column()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether an engine that only knows how far a row is from the one before would know less of the row's other columns. */
    private boolean tellsOthers(Column column, double[] own) {
        for (Column other : child.columns()) {
            boolean isLearned = !other.equals(column)
                    && child.isContent(other.name())
                    && rules.learned(other.name()) != Learned.NOTHING
                    && rules.valueOf(other.name())
                            .map(d -> d.sources().stream()
                                    .noneMatch(s -> s.isOwn() && s.column().equals(column.name())))
                            .orElse(true);
            if (isLearned && Told.bits(own, rows.values(other), other.type().isOrdered()) > MOST_TOLD) {
                return true;
            }
        }
        return false;
    }

    private Following following(Column column, Optional<Difference> difference) throws IOException {
        above.write(before, List.of(column));
        ValuesByRow values = above.of(before, column);
        Optional<Column> first = difference.map(this::parentColumn);
        if (first.isPresent()) {
            above.write(driver, List.of(first.get()));
        }
        DistanceFacts facts = new DistanceFacts(column.type(), protection.extremeValueCount());
        boolean[] falls = new boolean[2];
        child.forEachRow((row, cursor) -> {
            long own = column.value(cursor);
            long last = values.at(before.index().parentOf(row));
            boolean isFirst = last == CellType.NULL;
            long from = !isFirst
                    ? last
                    : first.isPresent()
                            ? above.of(driver, first.get()).at(driver.index().parentOf(row))
                            : CellType.NULL;
            // The fixed value is on the unit of all first values.
            facts.add(own, isFirst && first.isEmpty() && column.type() == CellType.TIME ? 0 : from);
            falls[isFirst ? 1 : 0] |= own != CellType.NULL && from != CellType.NULL && own < from;
        });
        double[] own = numbers(column, rows.values(column));
        double[] last = numbers(column, earlier.values(column));
        double[] base = first.isPresent() ? numbers(column, parents.values(first.get())) : new double[0];
        BigDecimal origin = first.isPresent() ? facts.low() : origin(facts);
        return new Following(
                column.name(),
                difference.map(Difference::source).orElse(null),
                column.format(),
                difference.map(Difference::sourceFormat).orElse(null),
                !falls[0],
                first.isPresent() && !falls[1],
                facts.unit(),
                origin,
                facts.low(),
                facts.high(),
                typical(IntStream.range(0, own.length)
                        .filter(i -> !Double.isNaN(last[i]))
                        .mapToDouble(i -> own[i] - last[i])),
                typical(IntStream.range(0, own.length)
                        .filter(i -> Double.isNaN(last[i]))
                        .mapToDouble(i -> own[i]
                                - (base.length == 0 || Double.isNaN(base[i]) ? origin.doubleValue() : base[i]))));
    }

    /** Few steps are wider than others; most of those that an engine draws as wide are not meant. */
    private Stepped stepped(Column column, double[] own, double[] last) throws IOException {
        above.write(before, List.of(column));
        ValuesByRow values = above.of(before, column);
        DistanceFacts facts = new DistanceFacts(column.type(), protection.extremeValueCount());
        child.forEachRow((row, cursor) ->
                facts.add(column.value(cursor), values.at(before.index().parentOf(row))));
        double[] steps = IntStream.range(0, own.length)
                .mapToDouble(i -> own[i] - last[i])
                .filter(step -> !Double.isNaN(step))
                .toArray();
        Protection wide = new Protection(
                protection.rareValueThreshold(), Math.max(protection.extremeValueCount(), steps.length / WIDE));
        return new Stepped(
                column.name(), column.format(), facts.unit(), facts.low(), facts.high(), Typical.of(steps, wide));
    }

    private Typical typical(DoubleStream distances) {
        return Typical.of(distances.filter(d -> !Double.isNaN(d)).toArray(), protection);
    }

    /** So far below all values that no step is as great as what first rows are above it. */
    private static BigDecimal origin(DistanceFacts facts) {
        BigDecimal below = facts.low()
                .subtract(facts.high().subtract(facts.low()).multiply(BigDecimal.valueOf(2)))
                .subtract(BigDecimal.ONE);
        BigDecimal unit = BigDecimal.valueOf(Math.max(1, facts.unit()));
        return below.divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    private static double[] numbers(Column column, long @Nullable [] values) {
        return Arrays.stream(values)
                .mapToDouble(v -> v == CellType.NULL
                        ? Double.NaN
                        : column.type().scalar(v).doubleValue())
                .toArray();
    }
}
