package io.rowmill.core.transform;

import io.rowmill.core.format.SpelledDuration;
import io.rowmill.core.format.ValueFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds grains: residues that far more values have than their neighbours, digit by digit from the last one (hierarchical heavy hitters),
 * or from days to seconds. A grain that a few values make up is none: those values are spikes.
 */
final class GrainFinder {
    /** Of the rows. */
    private static final double LEAST_SHARE = 0.05;

    private static final int LEAST_ROWS = 30;
    private static final int LEAST_VALUES = 10;
    /** As often as a residue that is no grain, at least. */
    private static final double RATIO = 3;

    private static final double RATIO_OF_DAYS = 2;
    private static final double STANDARD_DEVIATIONS = 6;
    /** The most frequent values of a grain, which hold less than half of its rows together. */
    private static final int TOP = 5;

    private static final int MOST_DIGITS = 9;
    private static final int DAYS_PER_MONTH = 30;
    private static final double MOST = 0x1p52;
    private static final long[] UNITS = {
        86_400_000_000L,
        3_600_000_000L,
        1_800_000_000L,
        900_000_000L,
        600_000_000L,
        300_000_000L,
        60_000_000L,
        10_000_000L,
        1_000_000L,
        1_000L
    };

    private final NumericScale scale;
    private final long[] steps;
    private final double[] weights;
    private final double total;
    private final List<Grain.Residue> residues = new ArrayList<>();
    private final List<Integer> days = new ArrayList<>();

    private GrainFinder(NumericScale scale, long[] steps, double[] weights) {
        this.scale = scale;
        this.steps = steps;
        this.weights = weights;
        this.total = Arrays.stream(weights).sum();
    }

    /**
     * @param sample not grouped
     * @param spikes values that have no grain because they have a code of their own
     */
    static Optional<Grain> find(NumericScale scale, WeightedValues sample, Set<Object> spikes) {
        Set<Double> frequent = spikes.stream().map(scale::toDouble).collect(Collectors.toSet());
        double[] values = sample.means();
        double[] weights = IntStream.range(0, values.length)
                .mapToDouble(i -> frequent.contains(values[i]) ? 0 : sample.weights()[i])
                .toArray();
        double unit = scale.unit();
        int[] used = unit == 0
                ? new int[0]
                : IntStream.range(0, values.length)
                        .filter(i -> weights[i] > 0 && isWhole(values[i] / unit))
                        .toArray();
        if (used.length <= LEAST_VALUES) {
            return Optional.empty();
        }
        GrainFinder finder = new GrainFinder(
                scale,
                Arrays.stream(used).mapToLong(i -> Math.round(values[i] / unit)).toArray(),
                Arrays.stream(used).mapToDouble(i -> weights[i]).toArray());
        return finder.find();
    }

    /** Off the lattice that all other numbers lie on, a value has no grain. */
    private static boolean isWhole(double steps) {
        return Math.abs(steps) < MOST && Math.abs(steps - Math.rint(steps)) < 1e-3;
    }

    private Optional<Grain> find() {
        long range = steps[steps.length - 1] - steps[0];
        int[] all = IntStream.range(0, steps.length).toArray();
        if (!Grain.isTime(scale.format())) {
            digits(all, 1, 0, range);
        } else {
            if (!(scale.format() instanceof SpelledDuration)) {
                findDays(all);
            }
            if (!(scale.format() instanceof ValueFormat.Date)) {
                units(all, range);
            }
        }
        return residues.isEmpty() && days.isEmpty() ? Optional.empty() : Optional.of(new Grain(days, residues));
    }

    /**
     * Looks at the digit before those that are known.
     *
     * @param members values that end in the known digits
     * @param modulus a power of ten, of one digit more than are known
     */
    private void digits(int[] members, long modulus, long residue, long range) {
        long next = modulus * 10;
        if (next > range / LEAST_VALUES || next > Math.pow(10, MOST_DIGITS)) {
            return;
        }
        int[][] byDigit = new int[10][];
        double[] rows = new double[10];
        for (int digit = 0; digit < 10; digit++) {
            long wanted = residue + digit * modulus;
            byDigit[digit] = only(members, i -> Math.abs(steps[i]) % next == wanted);
            rows[digit] = weight(byDigit[digit]);
        }
        int[] heaviest = heaviest(rows);
        int heavies = heavies(rows, heaviest, RATIO);
        double lighter = mean(rows, heaviest, heavies);
        for (int rank = 0; rank < 10; rank++) {
            int digit = heaviest[rank];
            if (rows[digit] < LEAST_SHARE * total) {
                continue;
            }
            int known = residues.size();
            digits(byDigit[digit], next, residue + digit * modulus, range);
            List<Grain.Residue> finer = List.copyOf(residues.subList(known, residues.size()));
            int[] left = only(byDigit[digit], i -> finer.stream().noneMatch(r -> r.has(Math.abs(steps[i]))));
            if (rank < heavies && isGrain(left, lighter, RATIO)) {
                residues.add(new Grain.Residue(next, residue + digit * modulus));
            }
        }
    }

    private void units(int[] members, long range) {
        int[] left = members;
        for (long unit : UNITS) {
            long modulus = unit / scale.step();
            if (modulus < 2 || unit % scale.step() != 0 || modulus > range / LEAST_VALUES) {
                continue;
            }
            int[] on = only(left, i -> Math.floorMod(steps[i], modulus) == 0);
            double others = (weight(left) - weight(on)) / (modulus - 1);
            if (isGrain(on, others, RATIO)) {
                residues.add(new Grain.Residue(modulus, 0));
                left = only(left, i -> Math.floorMod(steps[i], modulus) != 0);
            }
        }
    }

    private void findDays(int[] members) {
        int[] left = members;
        int[] last = only(left, i -> isOn(Grain.LAST, i));
        if (isGrain(last, (weight(left) - weight(last)) / DAYS_PER_MONTH, RATIO)) {
            days.add(Grain.LAST);
            left = only(left, i -> !isOn(Grain.LAST, i));
        }
        left = findDays(left, Grain.DAY_OF_MONTH, 31, RATIO);
        findDays(left, 0, 7, RATIO_OF_DAYS);
    }

    /** @return the values that lie on none of the days that are found */
    private int[] findDays(int[] members, int before, int count, double ratio) {
        double[] rows = new double[count];
        int[][] byDay = new int[count][];
        for (int day = 0; day < count; day++) {
            int number = before + day + 1;
            byDay[day] = only(members, i -> isOn(number, i));
            rows[day] = weight(byDay[day]);
        }
        int[] heaviest = heaviest(rows);
        int heavies = heavies(rows, heaviest, ratio);
        double lighter = mean(rows, heaviest, heavies);
        int[] left = members;
        for (int rank = 0; rank < heavies; rank++) {
            int number = before + heaviest[rank] + 1;
            if (isGrain(byDay[heaviest[rank]], lighter, ratio)) {
                days.add(number);
                left = only(left, i -> !isOn(number, i));
            }
        }
        return left;
    }

    private boolean isOn(int number, int i) {
        return Grain.isOn(number, Grain.dayOf(scale, steps[i]));
    }

    private static int[] heaviest(double[] rows) {
        return IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -rows[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many of the heaviest stand out from those behind them. */
    private static int heavies(double[] rows, int[] heaviest, double ratio) {
        for (int count = rows.length - 1; count > 0; count--) {
            if (rows[heaviest[count - 1]] > ratio * mean(rows, heaviest, count)) {
                return count;
            }
        }
        return 0;
    }

    /** Of those behind the heaviest. */
    private static double mean(double[] rows, int[] heaviest, int heavies) {
        return Arrays.stream(heaviest, heavies, heaviest.length)
                .mapToDouble(i -> rows[i])
                .average()
                .orElse(0);
    }

    /** @param expected rows, if it were none */
    private boolean isGrain(int[] members, double expected, double ratio) {
        double rows = weight(members);
        double[] sorted =
                Arrays.stream(members).mapToDouble(i -> weights[i]).sorted().toArray();
        double top = Arrays.stream(sorted, Math.max(0, sorted.length - TOP), sorted.length)
                .sum();
        return rows >= Math.max(LEAST_ROWS, LEAST_SHARE * total)
                && members.length >= LEAST_VALUES
                && 2 * top < rows
                && rows > ratio * expected
                && rows - expected > STANDARD_DEVIATIONS * Math.sqrt(expected + 1);
    }

    private static int[] only(int[] members, IntPredicate wanted) {
        return Arrays.stream(members).filter(wanted).toArray();
    }

    private double weight(int[] members) {
        return Arrays.stream(members).mapToDouble(i -> weights[i]).sum();
    }
}
