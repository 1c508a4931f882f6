package io.rowmill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.stream.DrivenFanIn;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.Source;
import io.rowmill.schemas.TablePrepared;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunStatusViewTest {
    private final DrivenFanIn view = new DrivenFanIn(
            IngestService.STATUS_INPUTS, List.of(Topics.RUNS), codec -> new RunStatusView(codec, "/rowmill/test"));

    @AfterEach
    void close() {
        view.close();
    }

    private List<RunStatus> statuses() {
        return view.published(Topics.RUNS).stream().map(RunStatus.class::cast).toList();
    }

    private void prepared(String runId, String table) {
        view.send(Topics.TABLES_PREPARED, runId, new TablePrepared(runId, table, List.of("a", "b"), "m"));
    }

    @Test
    void aRunThatHasEndedKeepsItsStateWhateverComesLate() {
        // Given
        prepared("r1", "a");
        view.send(
                Topics.RUN_FAILURES,
                "r1",
                RunFailed.newBuilder()
                        .setRunId("r1")
                        .setStage("preprocess")
                        .setKind(FailureKind.DEFECT)
                        .setCode("code")
                        .setMessages(List.of("A sentence."))
                        .setFailedAt(Instant.EPOCH)
                        .build());

        // When
        prepared("r1", "b");
        view.send(Topics.RUN_BARRIERS, "r1", new RunPrepared("r1", List.of("a", "b")));

        // Then
        assertThat(statuses()).extracting(RunStatus::getState).containsExactly(RunState.PREPROCESSING, RunState.FAILED);
    }

    @Test
    void aPoisonEventBecomesADeadLetterAndTheViewGoesOn() {
        // When
        view.send(
                Topics.TRAINING_PROGRESS,
                "r1/a/all".getBytes(UTF_8),
                new byte[] {0, 0, 0, 0, 9, 1},
                new RecordHeaders());
        prepared("r1", "a");

        // Then
        assertThat(view.records(Topics.TRAINING_PROGRESS.deadLetters())).hasSize(1);
        assertThat(statuses()).extracting(RunStatus::getState).containsExactly(RunState.PREPROCESSING);
    }

    @Test
    void aRequestThatWaitsSaysWhyAndHowLongUntilATableIsPrepared() {
        // Given
        FitRequested request = FitRequested.newBuilder()
                .setRunId("r1")
                .setName("shop")
                .setSource(Source.newBuilder().setUri("jdbc:any").build())
                .setSettings(Map.of())
                .setRequestedAt(Instant.EPOCH)
                .build();
        Headers waits = new RecordHeaders();
        EventHeaders.put(waits, "retry-since", "1000");
        EventHeaders.put(waits, "retry-until", "3000");
        EventHeaders.put(waits, "retry-deadline", "901000");
        EventHeaders.put(waits, "retry-reason", "The database is away.");

        // When
        view.send(Topics.FIT_REQUESTS, "r1", request);
        view.send(
                IngestService.WAITING_REQUESTS,
                "r1".getBytes(UTF_8),
                view.codec().encodeValue(Topics.FIT_REQUESTS.name(), request),
                waits);
        prepared("r1", "a");

        // Then
        List<RunStatus> statuses = statuses();
        assertThat(statuses)
                .extracting(RunStatus::getWaitingSince)
                .containsExactly(null, Instant.ofEpochSecond(1), null);
        RunStatus waiting = statuses.get(1);
        assertThat(waiting.getState()).isEqualTo(RunState.INGESTING);
        assertThat(waiting.getWaitingReasons()).containsExactly("The database is away.");
        assertThat(waiting.getNextAttemptAt()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(waiting.getWaitingUntil()).isEqualTo(Instant.ofEpochSecond(901));
        assertThat(statuses.get(2).getWaitingReasons()).isEmpty();
    }

    @Test
    void whatCannotBeReadWhereRequestsWaitIsLeftToTheirConsumer() {
        // When
        view.send(
                IngestService.WAITING_REQUESTS,
                "r1".getBytes(UTF_8),
                new byte[] {0, 0, 0, 0, 9, 1},
                new RecordHeaders());
        prepared("r1", "a");

        // Then
        assertThat(statuses()).hasSize(1);
    }
}
