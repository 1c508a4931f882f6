package io.rowmill.platform.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.topic.Topic;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one consumer for all work: failures, retries, fencing, cancellation. */
class JobConsumerTest extends JobConsumerHarness {
    @Test
    void aRejectedRequestFailsWithoutADeadLetter() {
        // When
        real.send(record(run));
        consume((event, job) -> {
            throw FailureException.rejected("wrong", List.of("One.", "Two."));
        });

        // Then
        RunFailed failed = awaitFailure(run);
        assertThat(failed.getKind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failed.getMessages()).containsExactly("One.", "Two.");
        assertThat(real.records(input.deadLetters())).isEmpty();
    }

    @Test
    void aTransientFailureIsRetriedUntilItsDeadline() {
        // Given
        AtomicInteger attempts = new AtomicInteger();

        // When
        real.send(record(run));
        real.send(record("sound-" + run));
        consume(Duration.ofSeconds(2), (event, job) -> {
            if (event.getRunId().equals(run)) {
                attempts.incrementAndGet();
                throw FailureException.unavailable("away", "The store is away.", null);
            }
            echo(event, job);
        });

        // Then
        assertThat(awaitFailure(run).getKind()).isEqualTo(FailureKind.TRANSIENT);
        awaitEcho("sound-" + run);
        assertThat(attempts).hasValueGreaterThan(1);
        assertThat(real.records(input.deadLetters())).isEmpty();
    }

    @Test
    void whatMayPassLaterLetsTheNextOneGoFirstAndComesBack() {
        // Given: two in one partition, the first of which finds its source away
        AtomicBoolean away = new AtomicBoolean(true);
        ProducerRecord<byte[], byte[]> first = record(run);
        first.headers().add(EventHeaders.ID, "cause".getBytes(UTF_8));
        real.send(first);
        real.send(record("next-" + run));

        // When
        consume(Duration.ofMinutes(10), (event, job) -> {
            if (event.getRunId().equals(run) && away.get()) {
                throw FailureException.unavailable("away", "The source is away.", null);
            }
            echo(event, job);
        });

        // Then
        awaitEcho("next-" + run);
        away.set(false);
        awaitEcho(run);
        assertThat(real.records(output)).extracting(this::echoed).containsExactly("next-" + run, run);
        assertThat(header(real.records(output).get(1), EventHeaders.ID))
                .as("the same id as without waiting")
                .isEqualTo(idOfAnEchoTo("cause"));
    }

    private String idOfAnEchoTo(String cause) {
        RunPrepared event = new RunPrepared(run, List.of("a", "b"));
        return EventHeaders.text(
                EventHeaders.of(cause, "/rowmill/test", output.name(), run, run, event), EventHeaders.ID, "none");
    }

    @Test
    void whatWaitsIsDroppedWhenItsRunIsCancelled() throws Exception {
        // Given: one that waits
        CountDownLatch failed = new CountDownLatch(1);
        Set<String> attempted = ConcurrentHashMap.newKeySet();
        consume(Duration.ofMinutes(10), (event, job) -> {
            if (attempted.add(event.getRunId())) {
                failed.countDown();
                throw FailureException.unavailable("away", "The source is away.", null);
            }
            echo(event, job);
        });
        real.send(record(run));
        assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        // When: its run is cancelled, and another one comes to wait behind it
        ended.add(run);
        real.send(record("next-" + run));

        // Then
        awaitEcho("next-" + run);
        assertThat(real.records(output)).extracting(this::echoed).containsExactly("next-" + run);
    }

    @Test
    void aDefectAfterWaitingIsADeadLetterOfTheRecordAsItCame() {
        // Given
        AtomicInteger attempts = new AtomicInteger();

        // When
        real.send(record(run));
        consume((event, job) -> {
            if (attempts.incrementAndGet() == 1) {
                throw FailureException.unavailable("away", "The source is away.", null);
            }
            throw FailureException.defect("broken", "It is broken.");
        });

        // Then
        assertThat(awaitFailure(run).getCode()).isEqualTo("broken");
        assertThat(real.records(input.deadLetters())).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(input.name());
            assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("0");
            assertThat(letter.value()).isEqualTo(encoded(run));
            assertThat(letter.headers()).noneMatch(h -> h.key().startsWith("retry-"));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000_000, 20_000_000})
    void anOutputThatKafkaRefusesEndsTheRun(int bytes) throws Exception {
        // Given: one that the broker refuses, and one that the producer doesn't even send
        String tooLong = incompressible(bytes);
        configure(output, "max.message.bytes", "1000000");

        // When
        real.send(record(run));
        real.send(record("sound-" + run));
        consume((event, job) -> {
            boolean big = event.getRunId().equals(run);
            job.publish(output, run, new RunPrepared(event.getRunId(), List.of(big ? tooLong : "a")));
        });

        // Then
        RunFailed failed = awaitFailure(run);
        assertThat(failed.getCode()).isEqualTo("output-refused");
        assertThat(failed.getMessages())
                .singleElement()
                .asString()
                .contains(output.name(), "RecordTooLargeException: The ", "max.message.bytes");
        awaitEcho("sound-" + run);
        assertThat(real.records(output)).hasSize(1);
        assertThat(real.records(input.deadLetters())).singleElement().satisfies(letter -> assertThat(letter.value())
                .isEqualTo(encoded(run)));
    }

    @Test
    void aRowWithoutAKeyEndsTheRunWhereTheTopicIsCompacted() throws Exception {
        // Given
        configure(output, "cleanup.policy", "compact");

        // When
        real.send(record(run));
        real.send(record("sound-" + run));
        consume((event, job) -> {
            byte[] key = event.getRunId().equals(run) ? null : new byte[] {1};
            job.publishRow(output, 0, key, encoded(event.getRunId()), new RecordHeaders());
        });

        // Then
        assertThat(awaitFailure(run).getMessages())
                .singleElement()
                .asString()
                .contains(output.name(), "InvalidRecordException: ", "cleanup.policy=delete");
        awaitEcho("sound-" + run);
        assertThat(real.records(output)).hasSize(1);
    }

    @Test
    void aRunWhoseDeadLetterIsRefusedTooFailsWithoutOne() throws Exception {
        // Given
        configure(output, "max.message.bytes", "100");
        configure(input.deadLetters(), "max.message.bytes", "100");

        // When
        real.send(record(run));
        consume(this::echo);

        // Then
        assertThat(awaitFailure(run).getCode()).isEqualTo("output-refused");
        assertThat(real.records(input.deadLetters())).isEmpty();
    }

    @Test
    void rowsPassATopicThatTakesLessThanABatch() throws Exception {
        // Given
        configure(output, "max.message.bytes", "300");

        // When
        real.send(record(run));
        consume((event, job) -> {
            for (int row = 0; row < 20; row++) {
                job.publishRow(
                        output, 0, new byte[] {(byte) row}, incompressible(150).getBytes(UTF_8), new RecordHeaders());
            }
        });

        // Then
        real.await(output, r -> r.key()[0] == 19);
        assertThat(real.records(output)).hasSize(20);
    }

    private static void configure(Topic topic, String name, String value) throws Exception {
        ConfigEntry entry = new ConfigEntry(name, value);
        try (Admin admin = Admin.create(real.platform().kafkaProperties())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static String incompressible(int length) {
        StringBuilder text = new StringBuilder(length);
        new Random(1).ints(length, '0', 'z').forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void aWorkerThatLostItsPlaceIsFencedAndItsWorkIsSeenOnce() throws Exception {
        // Given: two workers, one of which has the job
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        JobHandler<RunPrepared> handler = (event, job) -> {
            echo(event, job);
            if (begun.incrementAndGet() == 1) {
                atWork.countDown();
                release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        };
        consume(handler);
        consume(handler);
        ProducerRecord<byte[], byte[]> record = record(run);
        record.headers().add(EventHeaders.ID, "cause".getBytes(UTF_8));
        real.send(record);
        assertThat(atWork.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        // When: the group takes it for dead, and it wakes up and commits before it knows
        try (Admin admin = Admin.create(real.platform().kafkaProperties())) {
            admin.removeMembersFromConsumerGroup(input.name() + "-group", new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
        release.countDown();

        // Then
        awaitEcho(run);
        real.send(record("next-" + run));
        awaitEcho("next-" + run);
        assertThat(begun)
                .as("beside the next job, this one was done at least twice: its first commit was refused")
                .hasValueGreaterThan(2);
        assertThat(real.records(output)).extracting(this::echoed).containsExactly(run, "next-" + run);
        assertThat(real.records(output, "read_uncommitted"))
                .filteredOn(r -> echoed(r).equals(run))
                .extracting(r -> header(r, EventHeaders.ID))
                .as("ids of all attempts")
                .containsOnly(header(real.records(output).get(0), EventHeaders.ID));
    }

    @Test
    void aJobOfACancelledRunIsToldAtItsNextStepAndLeavesNothing() throws Exception {
        // Given
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        consume((event, job) -> {
            echo(event, job);
            if (event.getRunId().equals(run)) {
                atWork.countDown();
                while (!job.cancelled()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                left.countDown();
            }
        });
        real.send(record(run));
        assertThat(atWork.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        // When
        ended.add(run);

        // Then
        assertThat(left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        real.send(record("sound-" + run));
        awaitEcho("sound-" + run);
        assertThat(real.records(output)).hasSize(1);
    }
}
