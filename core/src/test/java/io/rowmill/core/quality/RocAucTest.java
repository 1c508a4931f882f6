package io.rowmill.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RocAucTest {
    @Test
    void a_perfect_ranking_is_one_a_reversed_one_zero_and_ties_count_half() {
        boolean[] positive = {false, false, true, true};
        assertThat(RocAuc.of(new double[] {.1, .2, .3, .4}, positive)).isEqualTo(1);
        assertThat(RocAuc.of(new double[] {.4, .3, .2, .1}, positive)).isZero();
        assertThat(RocAuc.of(new double[] {.5, .5, .5, .5}, positive)).isEqualTo(.5);
        assertThat(RocAuc.of(new double[] {.1, .3, .3, .4}, positive)).isCloseTo(.875, within(1e-12));
    }

    @Test
    void one_label_alone_has_no_ranking() {
        assertThat(RocAuc.of(new double[] {.1, .2}, new boolean[] {true, true})).isNaN();
    }
}
