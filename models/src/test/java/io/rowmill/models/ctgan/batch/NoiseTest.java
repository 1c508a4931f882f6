package io.rowmill.models.ctgan.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.models.HostTensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private final HostTensor tensor = new HostTensor(400, 250);
    private final SplittableRandom random = new SplittableRandom(1);

    private double moment(int order) {
        double sum = 0;
        for (int i = 0; i < tensor.values().capacity(); i++) {
            sum += Math.pow(tensor.values().get(i), order);
        }
        return sum / tensor.values().capacity();
    }

    @Test
    void normalNoiseHasTheMomentsOfANormalDistribution() {
        Noise.normal(tensor, 250, random);

        assertThat(moment(1)).isCloseTo(0, within(0.015));
        assertThat(moment(2)).isCloseTo(1, within(0.02));
        assertThat(moment(4)).isCloseTo(3, within(0.15));
    }

    @Test
    void gumbelNoiseHasItsMeanAndVariance() {
        Noise.gumbel(tensor, random);

        double mean = moment(1);
        assertThat(mean).isCloseTo(0.5772, within(0.02));
        assertThat(moment(2) - mean * mean).isCloseTo(Math.PI * Math.PI / 6, within(0.05));
    }

    @Test
    void dropoutEnlargesWhatItKeeps() {
        Noise.dropout(tensor, 0.25, random);

        assertThat(moment(1)).isCloseTo(1, within(0.02));
        assertThat(moment(2)).isCloseTo(1 / 0.75, within(0.04));
    }

    @Test
    void normalQuantilesAreThoseOfTheTables() {
        assertThat(NormalQuantile.of(0.5)).isCloseTo(0, within(1e-12));
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(NormalQuantile.of(1e-5)).isCloseTo(-4.264890793922602, within(1e-11));
    }
}
