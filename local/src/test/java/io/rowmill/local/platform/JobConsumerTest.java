package io.rowmill.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.FailureException;
import io.rowmill.local.testing.RealPlatform;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobConsumer;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FailureKind;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunTrained;
import io.rowmill.schemas.SampleWritten;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one consumer for all work, against a real broker. Each test has topics, a group and runs of its own. */
class JobConsumerTest {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    private static RealPlatform real;

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final List<JobConsumer<?>> consumers = new ArrayList<>();
    private final AtomicInteger deadLetters = new AtomicInteger();
    private Topic input;
    private Topic output;
    private String run;

    @BeforeAll
    static void start() throws Exception {
        real = RealPlatform.start(dir);
        real.platform().ensurePipelineTopics();
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @BeforeEach
    void topics() {
        int test = TESTS.incrementAndGet();
        run = "run-" + test;
        input = topic("input-" + test);
        output = topic("output-" + test);
        real.platform().ensureTopics(List.of(input, input.deadLetters(), output));
    }

    @AfterEach
    void closeConsumers() {
        consumers.forEach(JobConsumer::close);
    }

    private static Topic topic(String name) {
        return new Topic(
                name,
                1,
                Topic.Cleanup.DELETE,
                Duration.ofDays(1),
                Topic.Routing.BY_KEY,
                List.of(RunPrepared.class, RunTrained.class));
    }

    private void consume(Duration retryDeadline, JobHandler<RunPrepared> handler) {
        JobRole<RunPrepared> role = new JobRole<>(
                input.name() + "-group",
                "/rowmill/test",
                input,
                RunPrepared.class,
                RunPrepared::getRunId,
                (runId, failure, job) -> Failures.publishRunFailed(runId, "test", failure, job));
        String name = input.name() + "-" + consumers.size();
        consumers.add(new JobConsumer<>(
                        role,
                        handler,
                        name,
                        real.platform().kafkaProperties(),
                        real.platform().codec(),
                        ended::contains,
                        retryDeadline,
                        deadLetters::incrementAndGet)
                .start());
    }

    private void consume(JobHandler<RunPrepared> handler) {
        consume(Duration.ofSeconds(30), handler);
    }

    /** Answers each event with an equal one. */
    private void echo(RunPrepared event, Job job) {
        job.publish(output, event.getRunId(), event);
    }

    private byte[] encoded(String runId) {
        return real.platform().codec().encodeValue(input.name(), new RunPrepared(runId, List.of("a", "b")));
    }

    private ProducerRecord<byte[], byte[]> record(String runId) {
        return new ProducerRecord<>(input.name(), runId.getBytes(UTF_8), encoded(runId));
    }

    private String echoed(ConsumerRecord<byte[], byte[]> record) {
        return ((RunPrepared) real.platform().codec().decode(output.name(), record.value())).getRunId();
    }

    private void awaitEcho(String runId) {
        real.await(output, r -> echoed(r).equals(runId));
    }

    private RunFailed awaitFailure(String runId) {
        return failure(
                real.await(Topics.RUN_FAILURES, r -> failure(r).getRunId().equals(runId)));
    }

    private static RunFailed failure(ConsumerRecord<byte[], byte[]> record) {
        return (RunFailed) real.platform().codec().decode(Topics.RUN_FAILURES.name(), record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return EventHeaders.text(record.headers(), name, "none");
    }

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

    @ParameterizedTest
    @ValueSource(ints = {2_000_000, 20_000_000})
    void anOutputThatKafkaRefusesEndsTheRun(int bytes) throws Exception {
        // Given: one that the broker refuses, and one that the producer doesn't even send
        String tooLong = incompressible(bytes);
        limit(output, 1_000_000);

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
        assertThat(failed.getMessages()).singleElement().asString().contains("RecordTooLarge");
        awaitEcho("sound-" + run);
        assertThat(real.records(output)).hasSize(1);
        assertThat(real.records(input.deadLetters())).singleElement().satisfies(letter -> assertThat(letter.value())
                .isEqualTo(encoded(run)));
    }

    private static void limit(Topic topic, int bytes) throws Exception {
        ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
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
