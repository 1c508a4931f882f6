package io.rowmill.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws beside the distributions that they promise. One run in a million fails by chance. */
class SecureNoiseTest {
    private static final int DRAWS = 100_000;
    private static final double DEVIATIONS = 5.5;

    private final SecureNoise noise = new SecureNoise();

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2.25, 17.5, 300})
    void gaussiansHaveTheirProbabilities(double deviation) {
        assertProbabilities(
                () -> noise.gaussian(deviation), x -> Math.exp(-x * x / (2 * deviation * deviation)), deviation);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 40})
    void laplacesHaveTheirProbabilities(long scale) {
        assertProbabilities(() -> noise.laplace(scale, 2), x -> Math.exp(-Math.abs(x) * 2 / scale), scale);
    }

    @Test
    void noiseIsNeverLessThanAskedFor() {
        double square = 0;
        for (int i = 0; i < DRAWS; i++) {
            double drawn = noise.gaussian(100.0001);
            square += drawn * drawn;
        }
        assertThat(square / DRAWS).isCloseTo(10_000, within(10_000 * DEVIATIONS * Math.sqrt(2.0 / DRAWS)));
    }

    private static void assertProbabilities(LongSupplier draw, DoubleUnaryOperator weight, double width) {
        int reach = (int) Math.ceil(3 * width);
        double all = 0;
        for (int x = -20 * reach; x <= 20 * reach; x++) {
            all += weight.applyAsDouble(x);
        }
        int[] counts = new int[2 * reach + 1];
        for (int i = 0; i < DRAWS; i++) {
            long x = draw.getAsLong();
            if (Math.abs(x) <= reach) {
                counts[(int) x + reach]++;
            }
        }
        for (int x = -reach; x <= reach; x++) {
            double p = weight.applyAsDouble(x) / all;
            assertThat(counts[x + reach]).as("draws of %d", x).isCloseTo((int) Math.round(p * DRAWS), within((int)
                    Math.ceil(DEVIATIONS * Math.sqrt(DRAWS * p) + 6)));
        }
    }
}
