package io.rowmill.platform.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.SampleWritten;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the one consumer for all work does with what can't be handled. */
class JobConsumerPoisonTest extends JobConsumerHarness {
    static Stream<Arguments> values() {
        byte[] valid = real.platform().codec().encodeValue("any", new RunPrepared("r", List.of("a", "b")));
        return Stream.of(
                Arguments.of("no Avro", "hello, world".getBytes(UTF_8)),
                Arguments.of("an unknown schema", new byte[] {0, 1, 2, 3, 4, 5}),
                Arguments.of("cut off", Arrays.copyOf(valid, valid.length - 3)),
                Arguments.of("nothing", null),
                Arguments.of("as long as a topic allows", new byte[1_048_300]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void aRecordThatCannotBeDecodedBecomesADeadLetterBytesUntouchedAndItsRunFails(String kind, byte[] value) {
        // Given
        byte[] key = {(byte) 0xff, 0, (byte) 0xfe};
        var poison = new ProducerRecord<>(input.name(), 0, 1_234L, key, value);
        poison.headers().add("own", new byte[] {1, (byte) 0x80}).add(EventHeaders.RUN_ID, run.getBytes(UTF_8));

        // When
        real.send(poison);
        real.send(record("sound-" + run));
        consume(this::echo);

        // Then
        ConsumerRecord<byte[], byte[]> letter = real.await(input.deadLetters(), r -> true);
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers().lastHeader("own").value()).containsExactly(1, 0x80);
        assertThat(header(letter, DeadLetter.CODE)).isEqualTo("undecodable");
        assertThat(header(letter, DeadLetter.REASON)).startsWith("A record of " + input.name());
        assertThat(header(letter, DeadLetter.STAGE)).isEqualTo(input.name() + "-group");
        assertThat(header(letter, DeadLetter.RUN)).isEqualTo(run);
        assertThat(List.of(
                        header(letter, DeadLetter.TOPIC),
                        header(letter, DeadLetter.PARTITION),
                        header(letter, DeadLetter.OFFSET)))
                .containsExactly(input.name(), "0", "0");
        assertThat(awaitFailure(run).getKind()).isEqualTo(FailureKind.DEFECT);
        awaitEcho("sound-" + run);
        assertThat(real.records(input.deadLetters())).hasSize(1);
        assertThat(deadLetters).hasValue(1);
    }

    /** What a process leaves that dies over a record, the first it was given of its partition. */
    private void diedOver(long offset, int times) throws Exception {
        real.platform()
                .artifacts()
                .write(
                        ArtifactKeys.start(input.name() + "-group", input.name(), 0),
                        Map.of("formatVersion", 1, "offset", offset, "times", times));
    }

    @Test
    void aRecordThatProcessesDiedOverThreeTimesIsNotBegunAgainAndItsRunFails() throws Exception {
        // Given
        Set<String> begun = ConcurrentHashMap.newKeySet();
        diedOver(0, 3);

        // When
        real.send(record(run));
        real.send(record("sound-" + run));
        consume((event, job) -> {
            begun.add(event.getRunId());
            echo(event, job);
        });

        // Then
        assertThat(awaitFailure(run).getCode()).isEqualTo("deadly-record");
        assertThat(header(real.await(input.deadLetters(), r -> true), DeadLetter.CODE))
                .isEqualTo("deadly-record");
        awaitEcho("sound-" + run);
        assertThat(begun).containsExactly("sound-" + run);
    }

    @Test
    void aDeathIsCountedWhileAJobRunsAndForgottenWhenItEnds() throws Exception {
        // Given
        String key = ArtifactKeys.start(input.name() + "-group", input.name(), 0);
        BlockingQueue<Object> marks = new LinkedBlockingQueue<>();
        diedOver(0, 2);

        // When
        real.send(record(run));
        consume((event, job) -> {
            marks.add(real.platform().artifacts().read(key, Map.class).get("times"));
            job.progressed();
            marks.add(real.platform().artifacts().find(key, Map.class));
            echo(event, job);
        });
        awaitEcho(run);

        // Then
        assertThat(marks).containsExactly(3, Optional.empty());
    }

    @Test
    void deathsOverAnotherRecordDoNotCount() throws Exception {
        // Given
        diedOver(7, 3);

        // When
        real.send(record(run));
        consume(this::echo);

        // Then
        awaitEcho(run);
    }

    @Test
    void theKeyNamesTheRunWhereNoHeaderDoes() {
        // When
        real.send(new ProducerRecord<>(input.name(), (run + "/table/batch").getBytes(UTF_8), new byte[] {1}));
        consume(this::echo);

        // Then
        assertThat(awaitFailure(run).getCode()).isEqualTo("undecodable");
    }

    @Test
    void aPoisonRecordWithoutKeyAndRunIsADeadLetterAlone() {
        // When
        real.send(new ProducerRecord<>(input.name(), null, new byte[] {1}));
        real.send(record(run));
        consume(this::echo);

        // Then
        awaitEcho(run);
        ConsumerRecord<byte[], byte[]> letter = real.await(input.deadLetters(), r -> true);
        assertThat(letter.key()).isNull();
        assertThat(letter.headers().lastHeader(DeadLetter.RUN)).isNull();
    }

    @Test
    void anEventThatDoesNotBelongOnTheTopicIsADeadLetterAndOneOfAnotherRoleIsSkipped() {
        // Given
        byte[] stranger = real.platform()
                .codec()
                .encodeValue("elsewhere-" + run, new SampleWritten(run, "m", List.of(), Instant.EPOCH));
        byte[] others = real.platform().codec().encodeValue("else-" + run, new RunTrained(run + "-other", List.of()));

        // When
        real.send(new ProducerRecord<>(input.name(), run.getBytes(UTF_8), stranger));
        real.send(new ProducerRecord<>(input.name(), run.getBytes(UTF_8), others));
        real.send(record("sound-" + run));
        consume(this::echo);

        // Then
        awaitEcho("sound-" + run);
        assertThat(awaitFailure(run).getCode()).isEqualTo("unknown-event");
        assertThat(real.records(input.deadLetters())).singleElement().satisfies(letter -> assertThat(
                        header(letter, DeadLetter.REASON))
                .contains("unknown type io.rowmill.schemas.SampleWritten"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerThatThrowsAnythingUnknownEndsTheRunWithADeadLetter(boolean error) {
        // Given
        String secret = "a cell's value";
        JobHandler<RunPrepared> handler = (event, job) -> {
            echo(event, job);
            if (event.getRunId().equals(run)) {
                if (error) {
                    throw new StackOverflowError(secret);
                }
                throw new IllegalStateException(secret);
            }
        };

        // When
        real.send(record(run));
        real.send(record("sound-" + run));
        consume(handler);

        // Then
        awaitEcho("sound-" + run);
        assertThat(real.records(output))
                .as("outputs before the failure are dropped")
                .hasSize(1);
        assertThat(awaitFailure(run).getCode()).isEqualTo("unexpected");
        ConsumerRecord<byte[], byte[]> letter = real.await(input.deadLetters(), r -> true);
        assertThat(letter.value()).isEqualTo(encoded(run));
        assertThat(header(letter, DeadLetter.REASON))
                .contains(error ? "StackOverflowError" : "IllegalStateException")
                .doesNotContain(secret);
    }

    @Test
    void aJobThatNeedsMoreHeapThanThereIsSaysSo() {
        // When
        real.send(record(run));
        consume((event, job) -> {
            throw new OutOfMemoryError("Java heap space");
        });

        // Then
        RunFailed failed = awaitFailure(run);
        assertThat(failed.getCode()).isEqualTo("out-of-memory");
        assertThat(failed.getMessages()).singleElement().asString().contains("-Xmx");
    }

    @Test
    void aPoisonRecordOfARunThatHasEndedDoesNotFailItOnceMore() {
        // Given
        ended.add(run);

        // When
        real.send(new ProducerRecord<>(input.name(), run.getBytes(UTF_8), new byte[] {1}));
        real.send(record("sound-" + run));
        consume(this::echo);

        // Then
        awaitEcho("sound-" + run);
        assertThat(real.records(input.deadLetters())).hasSize(1);
        assertThat(real.records(Topics.RUN_FAILURES))
                .extracting(r -> failure(r).getRunId())
                .doesNotContain(run);
    }
}
