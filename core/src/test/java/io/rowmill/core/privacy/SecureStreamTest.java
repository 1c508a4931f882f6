package io.rowmill.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecureStreamTest {
    private static final int DRAWS = 1_000_000;

    /** 5.5 deviations: fails by chance once in 25 million runs. */
    private static final double DEVIATIONS = 5.5;

    @Test
    void normalsHaveTheNormalDistribution() {
        float[] drawn = new float[DRAWS + 1];
        new SecureStream().normals(drawn);
        double mean =
                IntStream.range(0, DRAWS).mapToDouble(i -> drawn[i]).average().orElseThrow();
        double variance = IntStream.range(0, DRAWS)
                .mapToDouble(i -> drawn[i] * drawn[i])
                .average()
                .orElseThrow();
        double fourth = IntStream.range(0, DRAWS)
                .mapToDouble(i -> Math.pow(drawn[i], 4))
                .average()
                .orElseThrow();
        double follows = IntStream.range(0, DRAWS)
                .mapToDouble(i -> drawn[i] * drawn[i + 1])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(DEVIATIONS / Math.sqrt(DRAWS)));
        assertThat(variance).isCloseTo(1, within(DEVIATIONS * Math.sqrt(2.0 / DRAWS)));
        assertThat(fourth).isCloseTo(3, within(DEVIATIONS * Math.sqrt(96.0 / DRAWS)));
        assertThat(follows).isCloseTo(0, within(DEVIATIONS / Math.sqrt(DRAWS)));
    }

    @Test
    void uniformsFillTheirRangeEvenly() {
        SecureStream stream = new SecureStream();
        int[] counts = new int[100];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) (stream.uniform() * counts.length)]++;
        }
        double expected = (double) DRAWS / counts.length;
        assertThat(Arrays.stream(counts)
                        .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                        .sum())
                .isBetween(30.0, 190.0);
    }

    @Test
    void noTwoStreamsAreAlike() {
        float[] one = new float[100];
        float[] other = new float[100];
        new SecureStream().normals(one);
        new SecureStream().normals(other);
        assertThat(one).isNotEqualTo(other);
    }
}
