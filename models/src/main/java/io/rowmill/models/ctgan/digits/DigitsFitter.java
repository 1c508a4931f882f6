package io.rowmill.models.ctgan.digits;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.Part;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses the {@link Digits} of a part so that categories whose rows are alike share a high digit: what a category says about
 * the rest of its row is then mostly said by its high digit, which is generated and conditioned on like any small column. Rows are
 * compared by a few random directions; categories are halved along the direction in which their mean rows differ most, until
 * there are about as many groups as categories in a group.
 */
public final class DigitsFitter {
    private static final int DIRECTIONS = 8;
    private static final int POWER_ITERATIONS = 20;

    /** Rows that a category needs for its mean to count half: rare categories are put in the middle. */
    private static final double SHRINKAGE = 5;

    private final EncodedRows rows;
    private final int part;
    private final EncodedRows content;
    private final int threshold;
    private final Seed seed;
    private final int[] counts;
    private final double[][] means;
    private final int lows;
    private final int[] codes;

    public DigitsFitter(EncodedRows rows, int part, EncodedRows content, int threshold, Seed seed) {
        this.rows = rows;
        this.part = part;
        this.content = content;
        this.threshold = threshold;
        this.seed = seed;
        int categories = rows.layout().get(part).width();
        this.counts = new int[categories];
        this.means = new double[categories][DIRECTIONS];
        this.codes = new int[categories];
        int highs = (int) Math.ceil(Math.sqrt(categories));
        this.lows = (categories + highs - 1) / highs;
    }

    public Digits fit() {
        addRows();
        toMeans();
        int groups = (codes.length + lows - 1) / lows;
        arrange(IntStream.range(0, codes.length).boxed().toArray(Integer[]::new), 0, groups);
        return new Digits(part, lows, codes, counts);
    }

    private void addRows() {
        for (int row = 0; row < rows.rows(); row++) {
            int category = rows.code(part, row);
            if (category >= 0) {
                counts[category]++;
            }
        }
        SplittableRandom random = seed.random();
        List<Part> layout = content.layout();
        for (int other = 0; other < layout.size(); other++) {
            boolean itself = content == rows && other == part;
            if (!itself && layout.get(other).width() <= threshold) {
                addPart(other, layout.get(other), random);
            }
        }
    }

    private void addPart(int other, Part layout, SplittableRandom random) {
        double[][] signs = new double[layout.width()][DIRECTIONS];
        for (double[] of : signs) {
            Arrays.setAll(of, d -> random.nextBoolean() ? 1 : -1);
        }
        boolean scalar = layout instanceof Part.Scalar;
        for (int row = 0; row < rows.rows(); row++) {
            int category = rows.code(part, row);
            int code = scalar ? 0 : content.code(other, row);
            if (category >= 0 && code >= 0) {
                add(means[category], scalar ? content.scalar(other, row) : 1, signs[code]);
            }
        }
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int d = 0; d < to.length; d++) {
            to[d] += factor * what[d];
        }
    }

    /** Differences from the mean over all rows. */
    private void toMeans() {
        double[] overall = new double[DIRECTIONS];
        long rowsCounted = Arrays.stream(counts).asLongStream().sum();
        for (double[] sum : means) {
            add(overall, 1.0 / Math.max(1, rowsCounted), sum);
        }
        for (int category = 0; category < means.length; category++) {
            add(means[category], -counts[category], overall);
            double weight = 1 / (counts[category] + SHRINKAGE);
            for (int d = 0; d < DIRECTIONS; d++) {
                means[category][d] *= weight;
            }
        }
    }

    /** Gives high digits from {@code high} on, {@code groups} of them, to these categories. */
    private void arrange(Integer[] categories, int high, int groups) {
        if (groups == 1) {
            Arrays.sort(
                    categories,
                    Comparator.<Integer>comparingInt(c -> -counts[c]).thenComparingInt(c -> c));
            for (int low = 0; low < categories.length; low++) {
                codes[categories[low]] = high * lows + low;
            }
            return;
        }
        double[] direction = mainDirection(categories);
        Arrays.sort(
                categories,
                Comparator.<Integer>comparingDouble(c -> dot(means[c], direction))
                        .thenComparingInt(c -> c));
        int left = groups / 2;
        int cut = (int) (((long) categories.length * left + groups - 1) / groups);
        arrange(Arrays.copyOfRange(categories, 0, cut), high, left);
        arrange(Arrays.copyOfRange(categories, cut, categories.length), high + left, groups - left);
    }

    /** First principal component of the categories' means, each as heavy as its rows: power iteration. */
    private double[] mainDirection(Integer[] categories) {
        double[] centre = new double[DIRECTIONS];
        double weights = 0;
        for (int category : categories) {
            add(centre, counts[category], means[category]);
            weights += counts[category];
        }
        double[] direction = new double[DIRECTIONS];
        Arrays.setAll(direction, d -> d + 1);
        for (int i = 0; i < POWER_ITERATIONS; i++) {
            double[] next = new double[DIRECTIONS];
            for (int category : categories) {
                double[] apart = means[category].clone();
                add(apart, -1 / Math.max(1, weights), centre);
                add(next, counts[category] * dot(apart, direction), apart);
            }
            double length = Math.sqrt(dot(next, next));
            if (length == 0) {
                break;
            }
            Arrays.setAll(next, d -> next[d] / length);
            direction = next;
        }
        return direction;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
