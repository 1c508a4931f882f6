package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Whether a column is better learned by how far it is from another than by itself. An engine knows of the other column in which of some
 * ranges it is. What it makes at best is a value that goes with this range: as if another row of the range had given it. So its
 * distances are those between the one row's value and another row's source. How far their distribution is from the real one is what
 * learning the distance gains. What it loses is how far values are from the real ones that are made of one row's source and the
 * distance of another row of the range.
 */
public final class Closeness {
    private static final int MIN_ROWS = 200;
    private static final int MAX_ROWS = 4_096;
    /** An engine has a code for each value of a column of no more, and learns how these go together. */
    private static final int FEW_VALUES = 100;
    /** An engine knows smaller ranges, but too few rows tell what goes with each. */
    private static final int RANGES = 16;
    /** Share of the values that may lack the source they are measured from. */
    private static final double SOURCELESS = 0.05;

    private static final double LEAST_GAIN = 0.5;
    /** Steps are also in the order of the rows, which ranges are not. */
    private static final double LEAST_GAIN_OF_STEPS = 0.25;

    private static final double MOST_LOSS = 0.1;
    /** A difference is simpler than a ratio, which must gain so much more. */
    private static final double CLEARLY = 0.25;

    /** Rows that are enough to drop most pairs. */
    private static final int FIRST_ROWS = 300;
    /** Between its quartiles, the distance has no greater part of the column's own spread. */
    private static final double SPREAD = 0.5;

    /** What is learned in the place of a column. */
    public enum Way {
        /** The column less its source. */
        DIFFERENCE((value, source) -> value - source, (learned, source) -> source + learned),
        /** The column divided by its source; both are above 0. */
        RATIO((value, source) -> value / source, (learned, source) -> source * learned);

        private final DoubleBinaryOperator learned;
        private final DoubleBinaryOperator made;

        Way(DoubleBinaryOperator learned, DoubleBinaryOperator made) {
            this.learned = learned;
            this.made = made;
        }
    }

    /** @param gain in bits per row, less what is lost */
    public record Found(Way way, double gain) {}

    private final double[] sources;
    private final double[] values;
    private final ValueFormat format;

    private Closeness(double[] sources, double[] values, ValueFormat format) {
        this.sources = sources;
        this.values = values;
        this.format = format;
    }

    /**
     * @param sources numbers, or times in microseconds, one per row; NaN: null
     * @param values like {@code sources}
     * @param format of the values: a number or a time
     * @return the better way; empty: the column is better learned as it is, or too few rows tell
     */
    public static Optional<Found> of(double[] sources, double[] values, ValueFormat format) {
        return of(sources, values, format, LEAST_GAIN);
    }

    private static Optional<Found> of(double[] sources, double[] values, ValueFormat format, double least) {
        int[] told = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        int[] both = Arrays.stream(told).filter(i -> !Double.isNaN(sources[i])).toArray();
        if (both.length < MIN_ROWS || both.length < (1 - SOURCELESS) * told.length) {
            return Optional.empty();
        }
        int count = Math.min(MAX_ROWS, both.length);
        int[] rows = IntStream.range(0, count)
                .map(i -> both[(int) ((long) i * both.length / count)])
                .toArray();
        return new Closeness(at(sources, rows), at(values, rows), format).best(least);
    }

    /** What differences to the row before gain, in bits per row; 0: nothing, or too little. */
    public static double ofSteps(double[] sources, double[] values, ValueFormat format) {
        return of(sources, values, format, LEAST_GAIN_OF_STEPS)
                .map(found -> found.way() == Way.DIFFERENCE ? found.gain() : 0)
                .orElse(0.0);
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
    }

    private Optional<Found> best(double least) {
        boolean difference = isNarrow(sources, values);
        boolean ratio = Scalars.isNumber(format)
                && isPositive(sources)
                && isPositive(values)
                && isNarrow(logs(sources), logs(values));
        if ((!difference && !ratio) || isFew(sources) || isFew(values)) {
            return Optional.empty();
        }
        int[] others = others();
        return Arrays.stream(Way.values())
                .filter(way -> way == Way.RATIO ? ratio : difference)
                .map(way -> new Found(way, gain(way, others)))
                .filter(found -> found.gain() >= least)
                .max(Comparator.comparingDouble(found -> found.gain() - (found.way() == Way.RATIO ? CLEARLY : 0)));
    }

    private static boolean isPositive(double[] values) {
        return Arrays.stream(values).allMatch(v -> v > 0);
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static boolean isFew(double[] values) {
        return Arrays.stream(values).distinct().limit(FEW_VALUES + 1L).count() <= FEW_VALUES;
    }

    private static boolean isNarrow(double[] sources, double[] values) {
        int step = Math.max(1, values.length / FIRST_ROWS);
        int count = values.length / step;
        double[] own = new double[count];
        double[] distances = new double[count];
        for (int i = 0; i < count; i++) {
            own[i] = values[i * step];
            distances[i] = values[i * step] - sources[i * step];
        }
        return quartiles(distances) <= SPREAD * quartiles(own);
    }

    private static double quartiles(double[] values) {
        Arrays.sort(values);
        return values[values.length * 3 / 4] - values[values.length / 4];
    }

    /** For each row another one, any, whose source is in the same range. */
    private int[] others() {
        int rows = sources.length;
        SplittableRandom random = new Seed(0).derive("closeness").random();
        double[] shuffle = random.doubles(rows).toArray();
        Integer[] sorted = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
        Arrays.sort(
                sorted, Comparator.comparingDouble((Integer r) -> sources[r]).thenComparingDouble(r -> shuffle[r]));
        int[] out = new int[rows];
        for (int range = 0; range < RANGES; range++) {
            int from = (int) ((long) range * rows / RANGES);
            int to = (int) ((long) (range + 1) * rows / RANGES);
            Integer[] within = Arrays.copyOfRange(sorted, from, to);
            Arrays.sort(within, Comparator.comparingDouble(r -> shuffle[r]));
            for (int i = 0; i < within.length; i++) {
                out[within[i]] = within[(i + 1) % within.length];
            }
        }
        return out;
    }

    private double gain(Way way, int[] others) {
        int rows = values.length;
        double[] learned = new double[rows];
        double[] without = new double[rows];
        for (int i = 0; i < rows; i++) {
            learned[i] = way.learned.applyAsDouble(values[i], sources[i]);
            without[i] = way.learned.applyAsDouble(values[i], sources[others[i]]);
        }
        double[] made = new double[rows];
        for (int i = 0; i < rows; i++) {
            made[i] = way.made.applyAsDouble(learned[others[i]], sources[i]);
        }
        Lattice lattice = new Lattice(format);
        lattice.round(made);
        double loss = Math.max(Divergence.ofNumbers(values, made), lattice.loss(values, made));
        return loss > MOST_LOSS ? 0 : Divergence.ofNumbers(learned, without) - loss;
    }
}
