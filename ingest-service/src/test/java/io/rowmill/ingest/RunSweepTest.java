package io.rowmill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.event.EventPublisher;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.testing.RealPlatform;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real rows that no event leads to. */
class RunSweepTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private static Path dir;

    private static RealPlatform real;
    private static ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        real = RealPlatform.start(dir);
        store = real.platform().artifacts().store();
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    /** Cancels a run and waits until the service knows, and has deleted what there was. */
    private static void cancel(String runId) throws Exception {
        store.put("runs/" + runId + "/data/raw/a.avro", "rows".getBytes(UTF_8));
        try (EventPublisher publisher = real.platform().publisher("/rowmill/test")) {
            publisher.publish(
                    Topics.RUN_COMMANDS,
                    runId,
                    runId,
                    RunCancelled.newBuilder()
                            .setRunId(runId)
                            .setReason("")
                            .setCancelledAt(Instant.now())
                            .build());
        }
        real.await(Topics.RUNS, r -> {
            RunStatus status = (RunStatus) real.platform().codec().decode(Topics.RUNS.name(), r.value());
            return status.getRunId().equals(runId) && status.getState() == RunState.CANCELLED;
        });
        awaitGone("runs/" + runId + "/data/raw/a.avro");
    }

    private static void awaitGone(String key) {
        RealPlatform.until(key + " is gone", () -> !store.exists(key));
    }

    private static void age(String key, Duration age) throws Exception {
        try (Stream<Path> files = Files.walk(dir.resolve("platform"))) {
            Path file =
                    files.filter(p -> p.toString().endsWith(key)).findFirst().orElseThrow();
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        }
    }

    @Test
    void rowsThatADyingProcessLeftAfterItsRunHadEndedGoAtTheNextStart() throws Exception {
        // Given
        try (IngestService service = new IngestService(real.platform(), GivenSettings.sweepingEvery(NEVER))) {
            cancel("ended");
        }
        store.put("runs/ended/data/checkpoints/a", "rows".getBytes(UTF_8));
        store.put("runs/ended/preprocess/a/manifest.json", "{}".getBytes(UTF_8));
        store.put("runs/abandoned/data/upload/a.csv", "rows".getBytes(UTF_8));
        store.put("runs/broken/ingest/manifest.json", "no JSON".getBytes(UTF_8));
        store.put("runs/broken/data/upload/a.csv", "rows".getBytes(UTF_8));
        age("runs/broken/data/upload/a.csv", Duration.ofDays(2));
        store.put("runs/fresh/data/upload/a.csv", "rows".getBytes(UTF_8));
        age("runs/abandoned/data/upload/a.csv", Duration.ofHours(25));

        // When
        try (IngestService service = new IngestService(real.newPlatform(), GivenSettings.sweepingEvery(NEVER))) {

            // Then
            awaitGone("runs/ended/data/checkpoints/a");
            awaitGone("runs/abandoned/data/upload/a.csv");
        }
        assertThat(store.exists("runs/ended/preprocess/a/manifest.json")).isTrue();
        assertThat(store.exists("runs/fresh/data/upload/a.csv"))
                .as("its request may come yet")
                .isTrue();
    }

    @Test
    void andFromTimeToTime() throws Exception {
        // Given
        try (IngestService service =
                new IngestService(real.newPlatform(), GivenSettings.sweepingEvery(Duration.ofMillis(300)))) {
            cancel("later");

            // When
            store.put("runs/later/data/checkpoints/a", "rows".getBytes(UTF_8));

            // Then
            awaitGone("runs/later/data/checkpoints/a");
        }
    }
}
