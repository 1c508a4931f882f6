package io.rowmill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.testing.RealPlatform;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqCommandTest {
    private static final Failure FAILURE = new Failure.Defect("undecodable", List.of("Why it is dead."));
    private static final byte[] GARBAGE = {(byte) 0xca, (byte) 0xfe, 0, 1};

    @TempDir
    private Path dir;

    private RealPlatform real;
    private String out;
    private String err;

    @BeforeEach
    void start() throws Exception {
        real = RealPlatform.start(dir);
        real.platform().prepare();
    }

    @AfterEach
    void stop() {
        real.close();
    }

    private int dlq(String line) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        Console console =
                new Console(new PrintStream(outBytes, true, UTF_8), new PrintStream(errBytes, true, UTF_8), 0);
        Map<String, String> environment = Map.of(
                "HOME", dir.toString(),
                "ROWMILL_KAFKA_BOOTSTRAP_SERVERS", real.connection().bootstrapServers(),
                "ROWMILL_REGISTRY_URL", real.connection().registryUrl(),
                "ROWMILL_S3_ENDPOINT", real.connection().s3Endpoint());
        CliContext context = new CliContext(
                console,
                (configuration, body) -> {
                    throw new AssertionError("no service is needed here");
                },
                environment);
        int code = RowmillCommand.execute(context, ("dlq " + line).split(" "));
        out = outBytes.toString(UTF_8);
        err = errBytes.toString(UTF_8);
        return code;
    }

    /** As a service leaves it. */
    private void letter(Topic topic, int partition, long offset, String run, byte[] value) {
        Headers original = new RecordHeaders().add("own", new byte[] {1, 2});
        Headers headers = DeadLetter.headers(
                original,
                new DeadLetter.Origin(topic.name(), partition, offset),
                "some-stage",
                Optional.ofNullable(run),
                FAILURE);
        real.send(new ProducerRecord<>(topic.deadLetters().name(), null, null, new byte[] {'k'}, value, headers));
    }

    private void fail(String runId) {
        RunFailed failed = Failures.runFailed(runId, "test", FAILURE, Instant.EPOCH);
        String topic = Topics.RUN_FAILURES.name();
        real.send(new ProducerRecord<>(
                topic, runId.getBytes(UTF_8), real.platform().codec().encodeValue(topic, failed)));
    }

    @Test
    void lettersAreListedWithWhyAndWhereTheyLie() {
        // Given
        letter(Topics.FIT_REQUESTS, 2, 17, "r1", GARBAGE);
        letter(Topics.MODELS, 0, 0, null, GARBAGE);

        // When
        int code = dlq("list");
        String all = out;
        dlq("list --topic models");

        // Then
        assertThat(code).isZero();
        assertThat(all.lines()).hasSize(3);
        assertThat(all)
                .containsPattern("rowmill.fit-requests.v1:0@0 .* some-stage +undecodable +r1 +- +Why it is dead\\.")
                .contains("rowmill.models.v1:0@0");
        assertThat(out).doesNotContain("fit-requests").contains("rowmill.models.v1:0@0");
    }

    @Test
    void aLetterIsShownAsItsEventOrAsBytes() {
        // Given
        letter(Topics.FIT_REQUESTS, 2, 17, "r1", GARBAGE);
        byte[] event =
                real.platform().codec().encodeValue(Topics.RUN_BARRIERS.name(), new RunPrepared("r7", List.of("a")));
        letter(Topics.RUN_BARRIERS, 0, 0, "r7", event);

        // When
        dlq("show fit-requests@0");
        String bytes = out;
        int code = dlq("show rowmill.run-barriers.v1.dlq:0@0");

        // Then
        assertThat(code).isZero();
        assertThat(bytes)
                .contains(
                        "from      rowmill.fit-requests.v1:2@17",
                        "key       k",
                        "own = 0x0102",
                        "4 bytes",
                        "ca fe 00 01");
        assertThat(out).contains("\"runId\": \"r7\"").doesNotContain("hex ");
        assertThat(dlq("show fit-requests@99")).isEqualTo(ExitCodes.REJECTED);
        assertThat(err).contains("There is no dead letter rowmill.fit-requests.v1:0@99");
    }

    @Test
    void aReplayedRecordIsAsItCameAndMarkedAndNotSentTwice() {
        // Given: two stages could not handle the record
        letter(Topics.TABLES_PREPARED, 2, 17, "r1", GARBAGE);
        letter(Topics.TABLES_PREPARED, 2, 17, "r1", GARBAGE);

        // When
        int code = dlq("replay tables-prepared@0");
        String said = out;

        // Then
        assertThat(code).isZero();
        assertThat(said).isEqualTo("rowmill.tables-prepared.v1:0@0 replayed, is now rowmill.tables-prepared.v1:2@0\n");
        List<ConsumerRecord<byte[], byte[]>> sent = real.records(Topics.TABLES_PREPARED);
        assertThat(sent).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.key()).isEqualTo(new byte[] {'k'});
            assertThat(record.value()).isEqualTo(GARBAGE);
            assertThat(record.headers().toArray()).singleElement().satisfies(h -> assertThat(h.value())
                    .containsExactly(1, 2));
        });
        assertThat(dlq("replay tables-prepared@1")).isEqualTo(ExitCodes.REJECTED);
        assertThat(err).contains("replayed already");
        dlq("list");
        assertThat(out.lines().skip(1)).hasSize(2).allMatch(line -> line.contains(" yes "));
        assertThat(dlq("replay --all")).isZero();
        assertThat(real.records(Topics.TABLES_PREPARED)).hasSize(1);
    }

    @Test
    void whatBelongsToAnEndedRunIsRefusedUnlessItTellsOfEnds() {
        // Given
        letter(Topics.TABLES_PREPARED, 0, 0, "dead", GARBAGE);
        letter(Topics.TABLES_PREPARED, 0, 1, "living", GARBAGE);
        letter(Topics.RUN_COMMANDS, 0, 0, "dead", GARBAGE);
        fail("dead");

        // When
        int one = dlq("replay tables-prepared@0");
        String refusal = err;
        int all = dlq("replay --all");

        // Then
        assertThat(one).isEqualTo(ExitCodes.REJECTED);
        assertThat(refusal).contains("Run or sample dead has failed or was cancelled", "rowmill fit");
        assertThat(all).isZero();
        assertThat(err).contains("rowmill.tables-prepared.v1:0@0 was left out");
        assertThat(out.lines()).hasSize(2);
        assertThat(real.records(Topics.TABLES_PREPARED)).hasSize(1);
        assertThat(real.records(Topics.RUN_COMMANDS)).hasSize(1);
        assertThat(EventHeaders.text(real.records(Topics.RUN_COMMANDS).get(0).headers(), DeadLetter.CODE, "none"))
                .isEqualTo("none");
    }

    @Test
    void allOfOneRunMeansNoOther() {
        // Given
        letter(Topics.TABLES_PREPARED, 0, 0, "r1", GARBAGE);
        letter(Topics.TABLES_PREPARED, 0, 1, "r2", GARBAGE);

        // When
        int code = dlq("replay --all --run r2");

        // Then
        assertThat(code).isZero();
        assertThat(out.lines()).singleElement().asString().startsWith("rowmill.tables-prepared.v1:0@1 replayed");
    }
}
