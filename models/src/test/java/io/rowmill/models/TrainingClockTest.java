package io.rowmill.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrainingClockTest {
    private long nanos = 5_000_000_000L;

    private TrainingClock clock(Duration limit) {
        return new TrainingClock(limit, () -> nanos);
    }

    private void pass(int seconds) {
        nanos += seconds * 1_000_000_000L;
    }

    @Test
    void theTimeBeforeAnInterruptionCounts() {
        // Given
        TrainingClock clock = clock(Duration.ofSeconds(10));
        clock.resume(7);

        // When
        pass(2);

        // Then
        assertThat(clock.seconds()).isEqualTo(9);
        assertThat(clock.secondsHere()).isEqualTo(2);
        assertThat(clock.isOver()).isFalse();

        // When
        pass(1);

        // Then
        assertThat(clock.isOver()).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        // Given
        TrainingClock clock = clock(Duration.ZERO);

        // When
        pass(1_000_000);

        // Then
        assertThat(clock.isOver()).isFalse();
    }
}
