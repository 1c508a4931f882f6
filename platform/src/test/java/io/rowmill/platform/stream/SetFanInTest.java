package io.rowmill.platform.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.stream.SetFanIn.Counting;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.TablePrepared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SetFanInTest {
    private static final List<String> TABLES = List.of("a", "b");
    private static final Topic INPUT = Topics.TABLES_PREPARED;
    private static final Counting<TablePrepared> COUNTING = new Counting<>(
            TablePrepared.class,
            TablePrepared::getRunId,
            TablePrepared::getTable,
            event -> Set.copyOf(event.getTables()),
            Topics.RUN_BARRIERS,
            event -> new RunPrepared(event.getRunId(), event.getTables()));

    private final DrivenFanIn fanIn = new DrivenFanIn(
            List.of(INPUT, Topics.RUN_COMMANDS, Topics.RUN_FAILURES),
            List.of(Topics.RUN_BARRIERS, Topics.RUN_FAILURES),
            codec -> new SetFanIn<>(codec, "/rowmill/test", "test", COUNTING));

    @AfterEach
    void close() {
        fanIn.close();
    }

    private void prepared(String runId, String table) {
        fanIn.send(INPUT, runId, new TablePrepared(runId, table, TABLES, "manifest"));
    }

    @Test
    void theBarrierComesWhenAllAreThereAndTheRunIsForgotten() {
        // When
        prepared("r1", "a");
        prepared("r2", "b");
        prepared("r1", "a");
        List<Object> before = fanIn.published(Topics.RUN_BARRIERS);
        prepared("r1", "b");

        // Then
        assertThat(before).isEmpty();
        assertThat(fanIn.published(Topics.RUN_BARRIERS)).containsExactly(new RunPrepared("r1", TABLES));
        assertThat(fanIn.remembered()).as("only r2 is left").isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeDecodedEndsItsRunAndNoOther() {
        // Given
        prepared("r1", "a");
        prepared("r2", "a");
        byte[] key = {'r', '1'};
        byte[] value = {1, 2, 3};
        Headers headers = new RecordHeaders().add("own", "kept".getBytes(UTF_8));

        // When
        fanIn.send(INPUT, key, value, headers);
        prepared("r2", "b");

        // Then
        TestRecord<byte[], byte[]> letter = fanIn.records(INPUT.deadLetters()).get(0);
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(EventHeaders.text(letter.headers(), "own", "")).isEqualTo("kept");
        assertThat(EventHeaders.text(letter.headers(), DeadLetter.CODE, "")).isEqualTo("undecodable");
        assertThat(EventHeaders.text(letter.headers(), DeadLetter.REASON, "")).contains("not in the Confluent wire");
        assertThat(EventHeaders.text(letter.headers(), DeadLetter.RUN, "")).isEqualTo("r1");
        assertThat(fanIn.published(Topics.RUN_FAILURES))
                .singleElement()
                .isInstanceOfSatisfying(RunFailed.class, failed -> {
                    assertThat(failed.getRunId()).isEqualTo("r1");
                    assertThat(failed.getKind()).isEqualTo(FailureKind.DEFECT);
                });
        assertThat(fanIn.published(Topics.RUN_BARRIERS)).containsExactly(new RunPrepared("r2", TABLES));
        assertThat(fanIn.remembered()).isZero();
    }

    @Test
    void anEventOfATypeThatTheTopicDoesNotCarryIsADeadLetter() {
        // Given
        var schema =
                SchemaBuilder.record("Stranger").namespace("elsewhere").fields().endRecord();
        byte[] unknown = fanIn.codec().encodeValue("elsewhere", new GenericRecordBuilder(schema).build());
        byte[] misplaced = fanIn.codec().encodeValue("elsewhere", new RunPrepared("r1", TABLES));

        // When
        fanIn.send(INPUT, null, unknown, new RecordHeaders());
        fanIn.send(INPUT, null, misplaced, new RecordHeaders());

        // Then
        assertThat(fanIn.records(INPUT.deadLetters()))
                .extracting(r -> EventHeaders.text(r.headers(), DeadLetter.REASON, ""))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("unknown type elsewhere.Stranger"),
                        reason -> assertThat(reason).contains("RunPrepared"));
        assertThat(fanIn.published(Topics.RUN_FAILURES)).as("no run is named").isEmpty();
    }

    @Test
    void aFailureThatCannotBeReadIsNotAnsweredWithAnother() {
        // When
        fanIn.send(Topics.RUN_FAILURES, "r1".getBytes(UTF_8), new byte[] {9}, new RecordHeaders());

        // Then
        assertThat(fanIn.records(Topics.RUN_FAILURES.deadLetters())).hasSize(1);
        assertThat(fanIn.records(Topics.RUN_FAILURES)).isEmpty();
    }

    @Test
    void whatComesAfterTheEndOfARunIsForgottenInTime() {
        // Given
        fanIn.send(
                Topics.RUN_COMMANDS,
                "r1",
                RunCancelled.newBuilder()
                        .setRunId("r1")
                        .setReason("")
                        .setCancelledAt(Instant.EPOCH)
                        .build());
        prepared("r1", "a");
        assertThat(fanIn.remembered()).isEqualTo(1);

        // When
        fanIn.letTimePass(FanIn.MEMORY.minus(Duration.ofHours(2)));
        prepared("r2", "a");
        fanIn.letTimePass(Duration.ofHours(4));

        // Then
        assertThat(fanIn.remembered()).as("only r2 is left").isEqualTo(1);
    }
}
