package io.rowmill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.stream.DrivenFanIn;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.TablePrepared;
import java.time.Instant;
import java.util.List;
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
}
