package io.rowmill.core.transform;

import java.util.List;
import java.util.SplittableRandom;

/** Draws the mode that a value is encoded with, by the modes' posterior probabilities. */
final class ModeSampler {
    /** Added to every probability (CTGAN), so that no mode is impossible. */
    private static final double SMOOTHING = 1e-6;
    /** Least spread of a mode, relative to the spread of all of them: keeps densities finite. */
    private static final double MIN_RELATIVE_STD = 1e-7;

    private final double[] means;
    private final double[] stds;
    private final double[] logWeights;
    private final double[] probabilities;

    ModeSampler(List<Mode> modes) {
        int count = modes.size();
        means = modes.stream().mapToDouble(Mode::mean).toArray();
        stds = new double[count];
        logWeights = new double[count];
        probabilities = new double[count];
        double spread = spread(modes);
        for (int k = 0; k < count; k++) {
            stds[k] = Math.max(modes.get(k).std(), MIN_RELATIVE_STD * spread);
            logWeights[k] = Math.log(modes.get(k).weight()) - Math.log(stds[k]);
        }
    }

    private static double spread(List<Mode> modes) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Mode mode : modes) {
            low = Math.min(low, mode.mean() - mode.std());
            high = Math.max(high, mode.mean() + mode.std());
        }
        return high > low ? high - low : Math.max(1, Math.abs(high));
    }

    int sample(double value, SplittableRandom random) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < means.length; k++) {
            double z = (value - means[k]) / stds[k];
            probabilities[k] = logWeights[k] - 0.5 * z * z;
            max = Math.max(max, probabilities[k]);
        }
        double sum = 0;
        for (int k = 0; k < means.length; k++) {
            probabilities[k] = Math.exp(probabilities[k] - max);
            sum += probabilities[k];
        }
        double left = random.nextDouble() * (1 + SMOOTHING * means.length);
        for (int k = 0; k < means.length - 1; k++) {
            left -= probabilities[k] / sum + SMOOTHING;
            if (left < 0) {
                return k;
            }
        }
        return means.length - 1;
    }
}
