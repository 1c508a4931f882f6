package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.DatabaseServer;
import io.rowmill.e2e.harness.FanInStates;
import io.rowmill.e2e.harness.FreePort;
import io.rowmill.e2e.harness.Leaks;
import io.rowmill.e2e.harness.PipelineEvents;
import io.rowmill.e2e.harness.PlantedKeys;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Up;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.RunNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The platform in the foreground, and the commands that talk to it: tests of one platform, since it takes long to start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpE2E {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Path dir;
    private Path shop;
    private int latePort;
    private String lateRun;
    private Up up;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        dir = home;
        shop = ShopDatabase.write(dir.resolve("shop"));
        latePort = FreePort.next();
        Map<String, String> settings = Map.of(
                "ROWMILL_SECRET_LATE_USER", "LATE",
                "ROWMILL_SECRET_LATE_PASSWORD", "late",
                "ROWMILL_SECRET_LATE_URL", DatabaseServer.url(latePort),
                "ROWMILL_SAMPLER_MAX_ROWS_PER_REQUEST", "10000000000000");
        up = Up.start(new Rowmill(dir).with(settings), dir.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        up.close();
    }

    @Test
    @Order(1)
    void aCancelledRunIsGoneWithinAnEpochWhileOthersGoOn() throws Exception {
        // Given
        String cancelled = up.run(
                        "fit",
                        "--source",
                        shop,
                        "--name",
                        "long",
                        "--set",
                        "engine=ctgan",
                        "--set",
                        "epochs=100000",
                        "--set",
                        "earlyStopping=false")
                .exits(0)
                .lines()
                .get(0);
        try (PipelineEvents events = PipelineEvents.follow(up)) {
            events.await("TrainingProgressed", 1, 0, LIMIT);

            // When
            up.run("cancel", cancelled).exits(0);
            events.await("RunCancelled", 1, 0, LIMIT);
            int mark = events.mark();
            String other = up.run("fit", "--source", shop, "--name", "short", "--set", "epochs=1", "--follow")
                    .exits(0)
                    .lines()
                    .get(0);

            // Then
            assertThat(up.run("run", cancelled).exits(0).out()).contains("CANCELLED");
            assertThat(up.run("models").exits(0).out()).contains("short").doesNotContain("long");
            assertThat(events.since(mark).filter(e -> e.subject().equals(cancelled)))
                    .as("an epoch of the job at most, and the status")
                    .allMatch(e ->
                            e.type().equals("TrainingProgressed") || e.type().equals("RunStatus"))
                    .filteredOn(e -> e.type().equals("TrainingProgressed"))
                    .hasSizeLessThanOrEqualTo(1);
            Await.until("no real row of it is left", LIMIT, () -> up.objects()
                    .realRows(cancelled)
                    .isEmpty());
            Await.until(
                    "no fan-in counts it or the other",
                    LIMIT,
                    () -> Collections.disjoint(FanInStates.subjects(up), List.of(cancelled, other)));
        }
    }

    @Test
    @Order(2)
    void aSourceThatIsAwayLetsTheNextRequestGoFirst() throws Exception {
        // Given
        lateRun = up.run(
                        "fit",
                        "--source",
                        DatabaseServer.url(latePort),
                        "--secret",
                        "late",
                        "--schema",
                        "PUBLIC",
                        "--set",
                        "epochs=1")
                .exits(0)
                .lines()
                .get(0);

        // When / Then
        up.run("fit", "--source", shop, "--name", "next", "--set", "epochs=1", "--follow")
                .exits(0);
        assertThat(up.run("run", lateRun).exits(0).out())
                .contains("INGESTING", "waiting    since ", " cannot be reached", " Tried again ", ", until ");
        assertThat(up.log()).contains(lateRun, "cannot be reached", "others go first");
    }

    @Test
    @Order(3)
    void whatItHasLearnedSurvivesARestart() throws Exception {
        // Given
        List<String> fitted = up.run("fit", "--source", shop, "--name", "shop", "--set", "epochs=2", "--follow")
                .exits(0)
                .lines();
        String runId = fitted.get(0);
        String modelId = fitted.get(fitted.size() - 1);

        // Then
        assertThat(up.run("runs").exits(0).out()).contains(runId, "shop", "READY");
        assertThat(up.run("run", runId).exits(0).out()).contains("READY", modelId);
        assertThat(up.run("models").exits(0).out()).contains(modelId, "shop");
        assertThat(up.run("model", "shop").exits(0).out()).contains(modelId, "customer");
        assertThat(up.runScript("model", "nobody").exits(2).err()).contains("nobody");

        // When
        sample(5, "before").exits(0);
        assertThat(up.stop()).as("exit code after a signal").isIn(0, 130, 143);
        up = up.again();
        assertThat(up.run("models").exits(0).out()).contains(modelId);
        up.runScript("sample", "shop", "--rows", "customer=50", "--seed", "5", "--out", "after")
                .exits(0);
        sample(6, "other").exits(0);

        // Then
        DatabaseFiles after = DatabaseFiles.read(dir.resolve("after"), ShopDatabase.metadata(shop));
        after.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        assertThat(after.table("customer").rows()).hasSize(50);
        assertThat(DatabaseFiles.contents(dir.resolve("after")))
                .isEqualTo(DatabaseFiles.contents(dir.resolve("before")))
                .isNotEqualTo(DatabaseFiles.contents(dir.resolve("other")));
    }

    @Test
    @Order(5)
    void itIsReadWhenItComesEvenAfterARestart() throws Exception {
        try (DatabaseServer late = DatabaseServer.start(
                latePort,
                "CREATE USER late PASSWORD 'late' ADMIN",
                "CREATE TABLE item (id INT PRIMARY KEY, price INT)",
                "INSERT INTO item VALUES (1, 10), (2, 20), (3, 30)")) {
            // A look at the store costs nothing; a command would cost more than the run.
            String model = ArtifactKeys.model(RunNames.modelId(lateRun));
            Await.until("a model", LIMIT, () -> up.objects().keys("models/").contains(model));
            Await.until(
                    "the run is ready",
                    LIMIT,
                    () -> up.run("run", lateRun).exits(0).out().contains("READY"));
        }
    }

    @Test
    @Order(4)
    void aTrillionRowsAreAskedForAndCancelledAndOthersAreServed() throws Exception {
        try (PipelineEvents events = PipelineEvents.follow(up)) {
            // Given
            String sampleId = up.run("sample", "shop", "--scale", "10000000000")
                    .exits(0)
                    .lines()
                    .get(0);
            Await.until("a chunk is written", LIMIT, () -> !told(events, sampleId, "SampleProgressed")
                    .isEmpty());
            int asked = told(events, sampleId, "SampleChunkRequested").size();

            // When
            up.run("cancel", sampleId).exits(0);
            Await.until("it has ended", LIMIT, () -> !told(events, sampleId, "SampleFailed")
                    .isEmpty());

            // Then
            assertThat(asked).as("chunks at a time, of 10^8").isLessThan(5_000);
            assertThat(told(events, sampleId, "SampleFailed"))
                    .singleElement()
                    .asString()
                    .containsPattern("The sample was cancelled. \\d+ rows of it were on their topics and stay");
            assertThat(up.run("cancel", sampleId).exits(2).err()).contains("has ended already");
            assertThat(up.run("sample", "shop", "--rows", "customer=1000000000000", "--follow")
                            .exits(2)
                            .err())
                    .contains("Table customer can't have 1000000000000 rows");
            sample(7, "afterwards").exits(0);
        }
    }

    @Test
    @Order(6)
    void ofKeysAModelKeepsOnlyWhatEnoughRowsShare() throws Exception {
        // Given
        Path planted = PlantedKeys.write(dir.resolve("planted"));

        // When
        String runId = up.run("fit", "--source", planted, "--name", "planted", "--follow")
                .exits(0)
                .lines()
                .get(0);
        Await.until("no real row of it is left", LIMIT, () -> up.objects()
                .realRows(runId)
                .isEmpty());
        up.run("sample", "planted", "--out", dir.resolve("keys")).exits(0);

        // Then
        Leaks leaks = new Leaks(PlantedKeys.hidden());
        Path store = dir.resolve("data/s3/objects/rowmill");
        leaks.searchFiles(store);
        leaks.searchFiles(dir.resolve("keys"));
        assertThat(leaks.found()).isEmpty();
        Leaks kept = new Leaks(Map.of(PlantedKeys.SHARED, "what enough keys begin with"));
        kept.searchFiles(store.resolve("blobs"));
        assertThat(kept.found()).as("the search finds what is there").isNotEmpty();
        DatabaseFiles rows = DatabaseFiles.read(dir.resolve("keys"), planted.resolve("metadata.json"));
        rows.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        assertThat(rows.table("client").values("client_no")).isNotEmpty().allMatch(k -> k.matches("KUNDE-\\d{4}"));
        assertThat(rows.table("day").values("day")).contains("2021-01-01");
    }

    private static List<GenericRecord> told(PipelineEvents events, String subject, String type) {
        return events.since(0, type)
                .filter(e -> subject.equals(e.subject()))
                .map(PipelineEvents.Seen::value)
                .toList();
    }

    private Rowmill.Result sample(int seed, String out) {
        return up.run("sample", "shop", "--rows", "customer=50", "--seed", seed, "--out", dir.resolve(out));
    }
}
