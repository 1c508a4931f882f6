package io.rowmill.core.linkage;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Means of the scores of each parent's rows, and how much of their differences is no chance (one-way analysis of variance). */
final class ParentMeans {
    /** Columns that means are explained by, one after the other. */
    private static final int EXPLAINING = 6;
    /** Standard deviations above chance. */
    private static final double SIGNIFICANT = 6;

    private final double[] means;
    private final int[] counts;
    private final long rows;
    private final long parents;
    private final double within;
    private final double grandMean;

    /**
     * @param scores per row; NaN doesn't count
     * @param parentOf per row, below {@code size}
     * @param oddOnly every other parent counts
     */
    ParentMeans(double[] scores, int[] parentOf, int size, boolean oddOnly) {
        means = new double[size];
        counts = new int[size];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isNaN(scores[i]) && (!oddOnly || parentOf[i] % 2 == 1)) {
                means[parentOf[i]] += scores[i];
                counts[parentOf[i]]++;
                sum += scores[i];
                squares += scores[i] * scores[i];
            }
        }
        rows = Arrays.stream(counts).asLongStream().sum();
        parents = Arrays.stream(counts).filter(c -> c > 0).count();
        grandMean = rows == 0 ? 0 : sum / rows;
        double ofMeans = 0;
        for (int i = 0; i < size; i++) {
            if (counts[i] > 0) {
                means[i] /= counts[i];
                ofMeans += counts[i] * means[i] * means[i];
            }
        }
        within = rows > parents ? Math.max(0, squares - ofMeans) / (rows - parents) : 0;
    }

    long parents() {
        return parents;
    }

    double grandMean() {
        return grandMean;
    }

    double within() {
        return within;
    }

    /** Variance of the true means. */
    double between() {
        double squares = Arrays.stream(counts).mapToDouble(c -> (double) c * c).sum();
        double typical = (rows - squares / rows) / (parents - 1);
        return Math.max(0, (meanSquare(deviations(), parents - 1) - within) / typical);
    }

    /** Share of the scores' variance that is between parents. */
    double reliability() {
        double between = between();
        return between == 0 ? 0 : between / (between + within);
    }

    private double[] deviations() {
        double[] out = new double[means.length];
        Arrays.setAll(out, i -> counts[i] == 0 ? 0 : means[i] - grandMean);
        return out;
    }

    private double meanSquare(double[] deviations, double degrees) {
        double sum = 0;
        for (int i = 0; i < deviations.length; i++) {
            sum += counts[i] * deviations[i] * deviations[i];
        }
        return sum / degrees;
    }

    /**
     * How often as large as by chance the variance of the means is (F), once columns of the parents have explained what they can.
     *
     * @param known per column, a class per parent
     * @return 1 if that isn't certain
     */
    double excess(List<Bins> known) {
        if (parents < 3 || rows <= parents || within <= 0) {
            return 1;
        }
        double[] left = deviations();
        double degrees = parents - 1.0;
        for (int round = 0; round < EXPLAINING && degrees > 2; round++) {
            Explained best = best(left, known);
            double noise = meanSquare(left, degrees);
            if (best == null || best.gain() < noise * (best.degrees() + 4 * Math.sqrt(2.0 * best.degrees()))) {
                break;
            }
            for (int i = 0; i < left.length; i++) {
                left[i] -= counts[i] == 0 ? 0 : best.means()[best.bins().classes()[i]];
            }
            degrees -= best.degrees();
        }
        double found = meanSquare(left, Math.max(1, degrees)) / within;
        double chance = Math.sqrt(2 / Math.max(1, degrees) + 2.0 / (rows - parents));
        return found - 1 > SIGNIFICANT * chance ? found : 1;
    }

    /** @param gain sum of squares that is explained */
    private record Explained(Bins bins, double[] means, double gain, int degrees) {}

    private @Nullable Explained best(double[] left, List<Bins> known) {
        Explained best = null;
        for (Bins bins : known) {
            double[] sums = new double[bins.size()];
            double[] weights = new double[bins.size()];
            for (int i = 0; i < left.length; i++) {
                sums[bins.classes()[i]] += counts[i] * left[i];
                weights[bins.classes()[i]] += counts[i];
            }
            double gain = 0;
            int classes = 0;
            for (int c = 0; c < sums.length; c++) {
                gain += weights[c] == 0 ? 0 : sums[c] * sums[c] / weights[c];
                classes += weights[c] == 0 ? 0 : 1;
                sums[c] = weights[c] == 0 ? 0 : sums[c] / weights[c];
            }
            if (classes > 1 && (best == null || gain > best.gain())) {
                best = new Explained(bins, sums, gain, classes - 1);
            }
        }
        return best;
    }
}
