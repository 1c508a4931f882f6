package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Variational inference for a Dirichlet-process mixture of one-dimensional Gaussians (Blei and Jordan, <em>Variational
 * Inference for Dirichlet Process Mixtures</em>, 2006; Bishop, <em>Pattern Recognition and Machine Learning</em>, 10.2):
 * truncated stick-breaking with concentration 0.001, so that components the data doesn't need lose their weight.
 *
 * <p>Works on standardized values, whatever their unit. Priors: mean 0 with precision 1, variance 1 with one degree of
 * freedom.
 */
final class BayesianGaussianMixture {
    private static final double CONCENTRATION = 0.001;
    private static final double MIN_WEIGHT = 0.005;
    private static final double MIN_VARIANCE = 1e-14;
    private static final int MAX_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-5;
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final WeightedValues data;
    private final double center;
    private final double unit;
    private final double total;
    private final int components;
    /** Of group i for component k at {@code i * components + k}. */
    private final double[] responsibilities;

    private final double[] counts;
    private final double[] means;
    private final double[] variances;
    private final double[] logBias;
    private final double[] posteriorMeans;
    private final double[] posteriorVariances;

    private BayesianGaussianMixture(WeightedValues values, int components) {
        this.total = values.total();
        this.components = components;
        this.center = mean(values, total);
        this.unit = Math.sqrt(variance(values, center, total));
        this.data = standardized(values);
        responsibilities = new double[data.size() * components];
        counts = new double[components];
        means = new double[components];
        variances = new double[components];
        logBias = new double[components];
        posteriorMeans = new double[components];
        posteriorVariances = new double[components];
    }

    /**
     * Fits at most {@code maxComponents} modes to values of at least two distinct sizes. The standard deviation of a mode
     * is that of its own values, without the prior's share, so that a value that occurs often is met exactly.
     *
     * @return modes of a weight above 0.005, by ascending mean; their weights sum to 1
     */
    static List<Mode> fit(WeightedValues values, int maxComponents, Seed seed) {
        var mixture = new BayesianGaussianMixture(values, Math.min(maxComponents, values.size()));
        mixture.initialize(seed.random());
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            mixture.maximize();
            double likelihood = mixture.expect();
            if (Math.abs(likelihood - last) < TOLERANCE) {
                break;
            }
            last = likelihood;
        }
        mixture.maximize();
        return mixture.modes();
    }

    private static double mean(WeightedValues values, double total) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.weights()[i] / total * values.means()[i];
        }
        return sum;
    }

    private static double variance(WeightedValues values, double mean, double total) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            double delta = values.means()[i] - mean;
            sum += values.weights()[i] / total * (delta * delta + values.variances()[i]);
        }
        return sum;
    }

    private WeightedValues standardized(WeightedValues values) {
        double[] scaledMeans =
                Arrays.stream(values.means()).map(x -> (x - center) / unit).toArray();
        double[] scaledVariances =
                Arrays.stream(values.variances()).map(v -> v / unit / unit).toArray();
        return new WeightedValues(scaledMeans, scaledVariances, values.weights());
    }

    private void initialize(SplittableRandom random) {
        int[] assigned = WeightedKMeans.cluster(data, components, random);
        for (int i = 0; i < assigned.length; i++) {
            responsibilities[i * components + assigned[i]] = 1;
        }
    }

    /** Empirical moments of each component and the posterior that follows from them. */
    private void maximize() {
        Arrays.fill(counts, 0);
        Arrays.fill(means, 0);
        Arrays.fill(variances, 0);
        for (int i = 0; i < data.size(); i++) {
            for (int k = 0; k < components; k++) {
                double r = responsibilities[i * components + k] * data.weights()[i];
                counts[k] += r;
                means[k] += r * data.means()[i];
            }
        }
        for (int k = 0; k < components; k++) {
            means[k] = counts[k] > 0 ? means[k] / counts[k] : 0;
        }
        for (int i = 0; i < data.size(); i++) {
            for (int k = 0; k < components; k++) {
                double r = responsibilities[i * components + k] * data.weights()[i];
                double delta = data.means()[i] - means[k];
                variances[k] += r * (delta * delta + data.variances()[i]);
            }
        }
        updatePosterior();
    }

    private void updatePosterior() {
        double after = total;
        double logRest = 0;
        for (int k = 0; k < components; k++) {
            after = Math.max(0, after - counts[k]);
            double a = 1 + counts[k];
            double b = CONCENTRATION + after;
            double precision = 1 + counts[k];
            double freedom = 1 + counts[k];
            posteriorMeans[k] = counts[k] * means[k] / precision;
            posteriorVariances[k] = (1 + variances[k] + counts[k] / precision * means[k] * means[k]) / freedom;
            variances[k] = counts[k] > 0 ? variances[k] / counts[k] : 0;
            double logWeight = digamma(a) - digamma(a + b) + logRest;
            logRest += digamma(b) - digamma(a + b);
            double logPrecision = digamma(freedom / 2) + Math.log(2 / freedom) - Math.log(posteriorVariances[k]);
            logBias[k] = logWeight + 0.5 * (logPrecision - LOG_2_PI - 1 / precision);
        }
    }

    /** @return mean log-likelihood of the values under the expected parameters */
    private double expect() {
        double likelihood = 0;
        double[] logs = new double[components];
        for (int i = 0; i < data.size(); i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < components; k++) {
                double delta = data.means()[i] - posteriorMeans[k];
                logs[k] = logBias[k] - 0.5 * (delta * delta + data.variances()[i]) / posteriorVariances[k];
                max = Math.max(max, logs[k]);
            }
            double sum = 0;
            for (int k = 0; k < components; k++) {
                logs[k] = Math.exp(logs[k] - max);
                sum += logs[k];
            }
            for (int k = 0; k < components; k++) {
                responsibilities[i * components + k] = logs[k] / sum;
            }
            likelihood += data.weights()[i] * (max + Math.log(sum));
        }
        return likelihood / total;
    }

    private List<Mode> modes() {
        double valid = 0;
        for (double count : counts) {
            valid += count / total > MIN_WEIGHT ? count : 0;
        }
        List<Mode> modes = new ArrayList<>();
        for (int k = 0; k < components; k++) {
            if (counts[k] / total > MIN_WEIGHT) {
                double std = variances[k] < MIN_VARIANCE ? 0 : Math.sqrt(variances[k]) * unit;
                modes.add(new Mode(center + means[k] * unit, std, counts[k] / valid));
            }
        }
        modes.sort(Comparator.comparingDouble(Mode::mean));
        return withoutTwins(modes);
    }

    /** Inference stops before components that share a peak have settled who keeps it: such modes become one. */
    private static List<Mode> withoutTwins(List<Mode> modes) {
        List<Mode> kept = new ArrayList<>();
        for (Mode mode : modes) {
            Mode last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last != null && last.isTwinOf(mode)) {
                kept.set(kept.size() - 1, last.mergedWith(mode));
            } else {
                kept.add(mode);
            }
        }
        return kept;
    }

    /** Derivative of log gamma: recurrence up to 6, then the asymptotic series. */
    static double digamma(double x) {
        double result = 0;
        double y = x;
        while (y < 6) {
            result -= 1 / y;
            y++;
        }
        double f = 1 / (y * y);
        return result
                + Math.log(y)
                - 0.5 / y
                - f * (1.0 / 12 - f * (1.0 / 120 - f * (1.0 / 252 - f * (1.0 / 240 - f / 132))));
    }
}
