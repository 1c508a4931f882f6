package io.rowmill.core.transform;

import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Bounds, nulls and mean are exact, and so are the values of a column that has few; the bins of others come from a
 * sample.
 */
final class BinnedFitter implements ColumnFitter {
    /** A column of at most so many values has a code for each. */
    static final int MAX_DISCRETE = 100;

    private static final int MAX_RANGES = 100;
    private static final int MIN_RANGES = 10;
    private static final int ROWS_PER_RANGE = 50;
    private static final int ROWS_PER_POSITION = 30;
    private static final int MAX_POSITIONS = 100;
    /** A value of this share of the rows has a code of its own. */
    private static final double SPIKE = 0.005;
    /** Sampled values that a range should hold at least. */
    private static final int MIN_PER_RANGE = 10;

    private final String column;
    private final ValueFormat format;
    private final NumericSummary cells;
    private final NullStrategy nullStrategy;
    private final Protection protection;
    private final Set<String> told;
    /** Rows by value; given up when there are too many. */
    private @Nullable TreeMap<Comparable<Object>, long[]> distinct = new TreeMap<>();

    /** The bounds of what may come back; null before {@link #fit}, and without values. */
    private @Nullable Comparable<Object> min;

    private @Nullable Comparable<Object> max;
    private @Nullable HiddenValues hidden;
    /** Rows of the few values that are too rare to come back. */
    private final TreeMap<Comparable<Object>, Long> rare = new TreeMap<>();
    /** What ranges are drawn in steps of: that of the numbers that are no spikes. */
    private long lattice = 1;

    BinnedFitter(String column, ValueFormat format, TransformOptions options, Seed seed) {
        this.column = column;
        this.format = format;
        this.nullStrategy = options.nullStrategy();
        this.protection = options.protection();
        this.told = options.told(column);
        this.cells = new NumericSummary(format, options.protection(), seed);
    }

    @Override
    public void accept(@Nullable String cell) {
        Comparable<Object> typed = cells.add(cell);
        if (typed != null && distinct != null) {
            distinct.computeIfAbsent(typed, t -> new long[1])[0]++;
            distinct = distinct.size() > MAX_DISCRETE ? null : distinct;
        }
    }

    @Override
    public ColumnTransform fit() {
        if (cells.values() == 0) {
            return new ConstantTransform(column, format, null);
        }
        if (cells.hasNulls() && protection.isRare(cells.values())) {
            hidden = HiddenValues.all(column, cells.values());
            return FewNumbers.transform(column, format, cells, nullStrategy, protection);
        }
        min = cells.extremes().low();
        max = cells.extremes().high();
        boolean noNulls = !cells.hasNulls() || nullStrategy != NullStrategy.MODEL;
        TreeMap<Comparable<Object>, long[]> few = distinct;
        boolean ranged = few == null || hideRare(few);
        List<ValueBin> bins = few == null || ranged ? ranges() : bins(few);
        if (bins.size() == 1 && bins.get(0).isSingle() && noNulls && dropsNoRow()) {
            return new ConstantTransform(column, format, bins.get(0).low());
        }
        // Of few values that are rare, a position would tell each of them.
        boolean timed = format instanceof ValueFormat.Timestamp || format instanceof SpelledDuration;
        long unit = timed ? cells.step() : lattice;
        int positions = few == null ? positions(bins, unit) : 1;
        BinnedTransform values = new BinnedTransform(
                column, format, unit, bins, positions, cells.mean(), nullStrategy, cells.hasNulls());
        return few == null ? grained(values, unit) : values;
    }

    /** Of a column with ranges; its spikes have no grain. */
    private ColumnTransform grained(BinnedTransform values, long unit) {
        NumericScale scale = new NumericScale(format, unit);
        double[] sample = Extremes.without(
                cells.sample(), cells.scale().toDouble(min()), cells.scale().toDouble(max()));
        return GrainFinder.find(scale, WeightedValues.of(sample, Integer.MAX_VALUE), values.spikes())
                .<ColumnTransform>map(grain -> new GrainedTransform(
                        column,
                        format,
                        unit,
                        Objects.requireNonNull(format.format(lowest())),
                        Objects.requireNonNull(format.format(highest())),
                        grain,
                        values,
                        nullStrategy,
                        cells.hasNulls()))
                .orElse(values);
    }

    /**
     * Leaves the values that may come back.
     *
     * @return whether these are fewer than half of the rows, so that none has a code
     */
    private boolean hideRare(SortedMap<Comparable<Object>, long[]> distinct) {
        int all = distinct.size();
        long beyond = cells.extremes().beyond();
        distinct.forEach((value, rows) -> {
            if (protection.isRare(rows[0]) && !isTold(value)) {
                rare.put(value, rows[0]);
            }
        });
        distinct.keySet().removeAll(rare.keySet());
        hidden = new HiddenValues(column, all - distinct.size(), rows(rare), beyond, false);
        distinct.keySet().removeIf(v -> (v.compareTo(min()) < 0 || v.compareTo(max()) > 0) && !isTold(v));
        rare.keySet().removeIf(v -> v.compareTo(min()) < 0 || v.compareTo(max()) > 0);
        return 2 * distinct.values().stream().mapToLong(r -> r[0]).sum() < cells.values();
    }

    private boolean isTold(Comparable<Object> value) {
        return !told.isEmpty() && told.contains(format.format(value));
    }

    private static long rows(Map<Comparable<Object>, Long> rowsOf) {
        return rowsOf.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Optional<HiddenValues> hidden() {
        return Optional.ofNullable(hidden)
                .or(() -> cells.values() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new HiddenValues(column, 0, 0, cells.extremes().beyond(), false)))
                .filter(HiddenValues::isAny);
    }

    /** A constant column has no part that could mark a row as one to leave out. */
    private boolean dropsNoRow() {
        return !cells.hasNulls() || nullStrategy != NullStrategy.DROP_ROW;
    }

    /** A code for each of the values, and ranges for the rare ones, so that their share of the rows stays. */
    private List<ValueBin> bins(SortedMap<Comparable<Object>, long[]> common) {
        List<ValueBin> bins = new ArrayList<>(singles(common));
        if (!protection.isRare(rows(rare))) {
            double[] numbers = rare.entrySet().stream()
                    .flatMapToDouble(
                            e -> DoubleStream.generate(() -> cells.scale().toDouble(e.getKey()))
                                    .limit(e.getValue()))
                    .toArray();
            WeightedValues sample = WeightedValues.of(numbers, Integer.MAX_VALUE);
            lattice = NumericScale.lattice(format, sample.means(), sample.weights());
            quantiles(sample, Double.POSITIVE_INFINITY, numbers.length).forEach(range -> bins.add(written(range)));
            bins.sort(Comparator.comparingDouble(bin -> cells.scale().toDouble(format.parse(bin.low()))));
        }
        return bins;
    }

    private List<ValueBin> singles(SortedMap<Comparable<Object>, long[]> distinct) {
        List<ValueBin> bins = new ArrayList<>();
        String last = null;
        for (Comparable<Object> value : distinct.keySet()) {
            String cell = format.format(cells.scale().writable(value, RoundingMode.HALF_EVEN));
            if (!cell.equals(last)) {
                bins.add(new ValueBin(cell, null));
            }
            last = cell;
        }
        return bins;
    }

    private List<ValueBin> ranges() {
        WeightedValues sample = WeightedValues.of(
                Extremes.without(
                        cells.sample(),
                        cells.scale().toDouble(min()),
                        cells.scale().toDouble(max())),
                Integer.MAX_VALUE);
        double share = Math.max(SPIKE, 0.5 / mostRanges());
        double spike = Math.max(share * sample.total(), protection.rareValueThreshold());
        List<NumberBin> bins = new ArrayList<>();
        double others = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weights()[i] >= spike) {
                bins.add(new NumberBin(sample.means()[i], sample.means()[i]));
            } else {
                others += sample.weights()[i];
            }
        }
        bins.addAll(quantiles(sample, spike, others));
        double[] weights =
                Arrays.stream(sample.weights()).map(w -> w >= spike ? 0 : w).toArray();
        lattice = NumericScale.lattice(format, sample.means(), weights);
        bins.sort(Comparator.comparingDouble(NumberBin::low).thenComparingDouble(NumberBin::high));
        List<ValueBin> written = bins.stream().map(this::written).distinct().toList();
        return reachingBounds(written);
    }

    /** Of the values that are no spikes, by equal weight. */
    private List<NumberBin> quantiles(WeightedValues sample, double spike, double others) {
        double count = Math.max(1, Math.min(mostRanges(), Math.floor(others / MIN_PER_RANGE)));
        List<NumberBin> bins = new ArrayList<>();
        double inLast = 0;
        double seen = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weights()[i] >= spike) {
                continue;
            }
            double value = sample.means()[i];
            // If frequent values used up the quota, don't open a range that would hold only rare values.
            boolean next = bins.isEmpty()
                    || (Math.floor(seen * count / others) > bins.size() - 1
                            && !protection.isRare(inLast)
                            && !protection.isRare(others - seen));
            inLast = (next ? 0 : inLast) + sample.weights()[i];
            if (next) {
                bins.add(new NumberBin(value, value));
            } else {
                int last = bins.size() - 1;
                bins.set(last, new NumberBin(bins.get(last).low(), value));
            }
            seen += sample.weights()[i];
        }
        return bins;
    }

    /** More codes than a column's rows can teach would hide from a model how columns depend on each other. */
    private double mostRanges() {
        return Math.max(MIN_RANGES, Math.min(MAX_RANGES, (double) cells.values() / ROWS_PER_RANGE));
    }

    private ValueBin written(NumberBin bin) {
        String low = cell(bin.low());
        String high = cell(bin.high());
        return new ValueBin(low, high.equals(low) ? null : high);
    }

    @SuppressWarnings("unchecked")
    private String cell(double number) {
        Comparable<Object> value = (Comparable<Object>) cells.exact(number);
        return value.compareTo(lowest()) <= 0
                ? format.format(lowest())
                : format.format(value.compareTo(highest()) >= 0 ? highest() : value);
    }

    private Comparable<Object> min() {
        return Objects.requireNonNull(min);
    }

    private Comparable<Object> max() {
        return Objects.requireNonNull(max);
    }

    private Comparable<?> lowest() {
        return cells.scale().writable(min(), RoundingMode.CEILING);
    }

    private Comparable<?> highest() {
        return cells.scale().writable(max(), RoundingMode.FLOOR);
    }

    /** The sample may lack the source's extremes: the outermost ranges lead to them. */
    private List<ValueBin> reachingBounds(List<ValueBin> bins) {
        List<ValueBin> out = new ArrayList<>(bins);
        String least = format.format(lowest());
        String most = format.format(highest());
        BinScale binned = new BinScale(format, cells.step(), bins);
        boolean low = binned.reaches(cells.scale().toDouble(lowest()));
        boolean high = binned.reaches(cells.scale().toDouble(highest()));
        int first = firstRange(out);
        if (first < 0) {
            if (!low || !high) {
                out.add(0, new ValueBin(least, most));
            }
            return out;
        }
        if (!low) {
            ValueBin range = out.remove(first);
            out.add(0, new ValueBin(least, range.high()));
        }
        if (!high) {
            int last = lastRange(out);
            out.set(last, new ValueBin(out.get(last).low(), most));
        }
        return out;
    }

    private static int firstRange(List<ValueBin> bins) {
        for (int i = 0; i < bins.size(); i++) {
            if (!bins.get(i).isSingle()) {
                return i;
            }
        }
        return -1;
    }

    private static int lastRange(List<ValueBin> bins) {
        for (int i = bins.size() - 1; i >= 0; i--) {
            if (!bins.get(i).isSingle()) {
                return i;
            }
        }
        return -1;
    }

    /** On the numeric scale, both ends included. */
    record NumberBin(double low, double high) {}

    private int positions(List<ValueBin> bins, long unit) {
        BinScale binned = new BinScale(format, unit, bins);
        double most = 1;
        for (int i = 0; i < bins.size(); i++) {
            most = bins.get(i).isSingle() ? most : Math.max(most, binned.points(i));
        }
        double taught = Math.max(1, cells.values() / mostRanges() / ROWS_PER_POSITION);
        return (int) Math.min(Math.min(MAX_POSITIONS, taught), most);
    }
}
