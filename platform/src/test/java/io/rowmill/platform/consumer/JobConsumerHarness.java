package io.rowmill.platform.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.testing.RealPlatform;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunTrained;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A consumer of jobs against a real broker. Each test has topics, a group and runs of its own. */
abstract class JobConsumerHarness {
    private static final AtomicInteger TESTS = new AtomicInteger();
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    static RealPlatform real;

    final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final List<JobConsumer<?>> consumers = new ArrayList<>();
    final AtomicInteger deadLetters = new AtomicInteger();
    Topic input;
    Topic output;
    String run;

    @BeforeAll
    static void start() throws Exception {
        real = RealPlatform.start(dir);
        real.platform().prepare();
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

    void consume(Duration retryDeadline, JobHandler<RunPrepared> handler) {
        JobRole<RunPrepared> role =
                JobRole.ofRuns(input.name() + "-group", "test", input, RunPrepared.class, RunPrepared::getRunId);
        real.platform().ensureTopics(List.of(role.waiting()));
        String name = input.name() + "-" + consumers.size();
        consumers.add(new JobConsumer<>(
                        role,
                        handler,
                        name,
                        real.platform().kafkaProperties(),
                        real.platform().codec(),
                        ended::contains,
                        retryDeadline,
                        deadLetters::incrementAndGet,
                        real.platform().artifacts().store())
                .start());
    }

    void consume(JobHandler<RunPrepared> handler) {
        consume(Duration.ofSeconds(30), handler);
    }

    /** Answers each event with an equal one. */
    void echo(RunPrepared event, Job job) {
        job.publish(output, event.getRunId(), event);
    }

    byte[] encoded(String runId) {
        return real.platform().codec().encodeValue(input.name(), new RunPrepared(runId, List.of("a", "b")));
    }

    ProducerRecord<byte[], byte[]> record(String runId) {
        return new ProducerRecord<>(input.name(), runId.getBytes(UTF_8), encoded(runId));
    }

    String echoed(ConsumerRecord<byte[], byte[]> record) {
        return ((RunPrepared) real.platform().codec().decode(output.name(), record.value())).getRunId();
    }

    void awaitEcho(String runId) {
        real.await(output, r -> echoed(r).equals(runId));
    }

    RunFailed awaitFailure(String runId) {
        return failure(
                real.await(Topics.RUN_FAILURES, r -> failure(r).getRunId().equals(runId)));
    }

    static RunFailed failure(ConsumerRecord<byte[], byte[]> record) {
        return (RunFailed) real.platform().codec().decode(Topics.RUN_FAILURES.name(), record.value());
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return EventHeaders.text(record.headers(), name, "none");
    }
}
