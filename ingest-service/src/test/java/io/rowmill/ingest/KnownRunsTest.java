package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownRunsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "READY, PT1S, true",
        "FAILED, PT1S, true",
        "CANCELLED, PT1S, true",
        "INGESTING, PT1S, false",
        "TRAINING, P29D, false",
        "TRAINING, P31D, true"
    })
    void aRunIsOverWhenItHasEndedOrItsEventsAreGone(RunState state, Duration sinceUpdate, boolean over) {
        // Given
        RunStatus status = RunStatus.newBuilder()
                .setRunId("r")
                .setState(state)
                .setRequestedAt(NOW)
                .setUpdatedAt(NOW.minus(sinceUpdate))
                .build();

        // When
        boolean isOver = new KnownRuns(Set.of("r"), Map.of("r", status)).isOver("r", NOW, NOW);

        // Then
        assertThat(isOver).isEqualTo(over);
    }

    @Test
    void anUploadIsLeftAloneForADayAndForAsLongAsItsRequestWaits() {
        // Given
        Instant longAgo = NOW.minus(Duration.ofDays(20));
        KnownRuns none = new KnownRuns(Set.of(), Map.of());
        KnownRuns requested = new KnownRuns(Set.of("r"), Map.of());

        // Then
        assertThat(none.isOver("r", NOW.minus(Duration.ofHours(23)), NOW)).isFalse();
        assertThat(none.isOver("r", NOW.minus(Duration.ofHours(25)), NOW)).isTrue();
        assertThat(requested.isOver("r", longAgo, NOW)).isFalse();
    }
}
