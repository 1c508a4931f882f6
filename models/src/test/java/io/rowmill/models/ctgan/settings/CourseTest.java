package io.rowmill.models.ctgan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CourseTest {
    private static final int STEPS_PER_EPOCH = 2;

    private static Course of(double share, long stalledAt) {
        return Course.of(share, 100, stalledAt, STEPS_PER_EPOCH);
    }

    @Test
    void theRatesFallEvenlyInTheLastShareOfTheEpochs() {
        assertThat(of(0.5, -1).rate(99)).isEqualTo(1);
        assertThat(of(0.5, -1).rate(150)).isEqualTo(0.5);
        assertThat(of(0.5, -1).rate(199)).isCloseTo(0.01, within(1e-12));
        assertThat(of(0.5, -1).last()).isEqualTo(200);
    }

    @Test
    void whenTheQualityStallsTheRatesFallAtOnceAndTrainingEndsSooner() {
        // When
        Course course = of(0.25, 30);

        // Then: 30 epochs are three quarters of the training
        assertThat(course).isEqualTo(new Course(60, 80));
        assertThat(course.rate(70)).isEqualTo(0.5);
    }

    @Test
    void aStallWhileTheRatesFallAlreadyChangesNothing() {
        assertThat(of(0.25, 80)).isEqualTo(of(0.25, -1));
    }

    @Test
    void withoutDecayAStallIsTheEnd() {
        assertThat(of(0, 30)).isEqualTo(new Course(60, 60));
        assertThat(of(0, -1).rate(199)).isEqualTo(1);
    }

    @Test
    void theRatesMayFallFromTheStart() {
        assertThat(of(1, 30).rate(20)).isEqualTo(0.9);
    }
}
