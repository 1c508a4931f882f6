package io.rowmill.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RocAucTest {
    @Test
    void aPerfectRankingIsOneAReversedOneZeroAndTiesCountHalf() {
        boolean[] positive = {false, false, true, true};
        assertThat(RocAuc.of(new double[] {.1, .2, .3, .4}, positive)).isEqualTo(1);
        assertThat(RocAuc.of(new double[] {.4, .3, .2, .1}, positive)).isZero();
        assertThat(RocAuc.of(new double[] {.5, .5, .5, .5}, positive)).isEqualTo(.5);
        assertThat(RocAuc.of(new double[] {.1, .3, .3, .4}, positive)).isCloseTo(.875, within(1e-12));
    }

    @Test
    void oneLabelAloneHasNoRanking() {
        assertThat(RocAuc.of(new double[] {.1, .2}, new boolean[] {true, true})).isNaN();
    }
}
