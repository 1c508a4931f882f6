package io.rowmill.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.PipelineEvents;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.SharedUp;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Up;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.event.EventPublisher;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.StoredObject;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.TopicOffsets;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Requests and artifacts made to do harm: each is refused, and does none. */
@ExtendWith(SharedUp.class)
class HostileE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    private static Up up;
    private static Platform platform;
    private static String modelId;

    @BeforeAll
    static void fit(Up shared) throws Exception {
        up = shared;
        Properties keys = up.storeCredentials();
        platform = new Platform(Connection.of(
                        up.bootstrapServers(),
                        up.registryUrl(),
                        up.s3Endpoint(),
                        Optional.of(new Connection.Credentials(
                                keys.getProperty("accessKey"), keys.getProperty("secretKey"))))
                .settings(dir));
        List<String> fitted = up.run(
                        "fit",
                        "--source",
                        ShopDatabase.write(dir.resolve("shop")),
                        "--name",
                        "shop",
                        "--set",
                        "epochs=1",
                        "--follow")
                .exits(0)
                .lines();
        modelId = fitted.get(fitted.size() - 1);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void whatWasChangedInTheStoreIsRefusedBeforeAnyRowIsMade() throws Exception {
        // Given
        String weights = weightsOfCustomer(modelId);
        List<String> keys = List.of(ArtifactKeys.model(modelId), weights);
        ObjectStore store = platform.artifacts().store();
        for (String key : keys) {
            byte[] before = store.open(key).readAllBytes();
            byte[] after = before.clone();
            after[after.length - 3] ^= 1;

            // When
            store.put(key, after);
            Rowmill.Result refused = up.run("sample", "shop", "--follow");
            store.put(key, before);

            // Then
            assertThat(refused.exits(1).err())
                    .as(key)
                    .contains("is not what was written")
                    .doesNotContain("\tat ");
        }
        up.run("sample", "shop", "--out", dir.resolve("synthetic")).exits(0);
    }

    private static String weightsOfCustomer(String model) throws Exception {
        ModelManifest manifest = platform.artifacts().read(ArtifactKeys.model(model), ModelManifest.class);
        String digest = manifest.table("customer")
                .synthesizers()
                .get(0)
                .weights()
                .digest()
                .substring("sha256:".length());
        return "blobs/sha256/" + digest.substring(0, 2) + "/" + digest;
    }

    @Test
    void aMissingFileOfAModelIsNamedAndWhatToDo() throws Exception {
        // Given
        List<String> fitted = up.run(
                        "fit", "--source", dir.resolve("shop"), "--name", "holed", "--set", "epochs=1", "--follow")
                .exits(0)
                .lines();
        String key = weightsOfCustomer(fitted.get(fitted.size() - 1));
        ObjectStore store = platform.artifacts().store();
        byte[] before = store.open(key).readAllBytes();
        store.delete(key);

        // When
        Rowmill.Result failed = up.run("sample", "holed", "--follow");
        store.put(key, before);

        // Then
        assertThat(failed.exits(1).err())
                .contains(key, "missing in the object store: restore it, or learn the model again")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void namesOfAnyLengthAreRefusedInShortSentences() throws Exception {
        // Given
        String endless = "x".repeat(5000);
        Map<String, FitRequested> requests = Map.of(
                endless,
                fitRequested(endless, "shop"),
                "run-engine",
                FitRequested.newBuilder(ofOwnFiles("run-engine"))
                        .setSettings(Map.of("engine", endless))
                        .build(),
                "run-setting",
                FitRequested.newBuilder(ofOwnFiles("run-setting"))
                        .setSettings(Map.of(endless, "1"))
                        .build(),
                "run-name",
                fitRequested("run-name", endless));
        try (PipelineEvents events = PipelineEvents.follow(up);
                EventPublisher publisher = platform.publisher("/somebody")) {
            // When
            requests.forEach((id, request) -> publisher.publish(Topics.FIT_REQUESTS, id, id, request));

            // Then
            for (String id : requests.keySet()) {
                Await.until("it fails", PATIENCE, () -> failures(events, id)
                        .findAny()
                        .isPresent());
                assertThat(failures(events, id).findFirst().orElseThrow().value())
                        .satisfies(failed -> {
                            assertThat(failed.get("kind")).hasToString("REJECTED");
                            assertThat((List<?>) failed.get("messages"))
                                    .isNotEmpty()
                                    .allMatch(m -> m.toString().length() < 300);
                        });
            }
        }
    }

    private static Stream<PipelineEvents.Seen> failures(PipelineEvents events, String runId) {
        return events.since(0, "RunFailed").filter(e -> e.subject().equals(runId));
    }

    private static FitRequested ofOwnFiles(String runId) throws Exception {
        platform.artifacts().store().put(ArtifactKeys.upload(runId) + "a.csv", "id,n\n1,2\n2,3\n".getBytes(UTF_8));
        return FitRequested.newBuilder(fitRequested(runId, "shop"))
                .setSource(new Source("store:" + ArtifactKeys.upload(runId), null, null, Map.of()))
                .build();
    }

    @Test
    void tablesWithTheLongestNamesThatFilesHaveAreLearnedAndWritten() throws Exception {
        // Given
        List<String> tables = List.of("t".repeat(196), "é".repeat(98));
        Path folder = Files.createDirectory(dir.resolve("long"));
        for (String table : tables) {
            Files.writeString(folder.resolve(table + ".csv"), "id,n\n1,2\n2,3\n3,5\n");
        }
        String name = "n".repeat(100);

        // When
        up.run("fit", "--source", folder, "--name", name, "--set", "epochs=1", "--follow")
                .exits(0);
        up.run("sample", name, "--out", dir.resolve("long-out")).exits(0);

        // Then
        for (String table : tables) {
            assertThat(dir.resolve("long-out").resolve(table + ".csv")).isNotEmptyFile();
        }

        // When
        Files.move(folder.resolve(tables.get(0) + ".csv"), folder.resolve("t".repeat(240) + ".csv"));

        // Then
        assertThat(up.run("fit", "--source", folder).exits(2).err())
                .contains("a file's name may have 200 bytes of UTF-8 at most, and this one has 244: rename it");
    }

    @Test
    void rowsGoIntoNoTopicOfOthers() throws Exception {
        // Given
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", up.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("payments.customer", 4, (short) 1),
                            new NewTopic("fresh.customer", 4, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", up.bootstrapServers()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("payments.customer", 0, "k", "v"))
                    .get();
        }

        // Then
        for (String own :
                List.of("rowmill", "rowmill.models", "rowmill.models.v1", "rowmill.rows.shop.another", "__x", "a b")) {
            assertThat(sample(own).exits(2).err()).as(own).contains("topic prefix");
        }
        assertThat(sample("payments").exits(2).err()).contains("payments.customer", "choose another");
        assertThat(records("payments.customer")).isEqualTo(1);
        sample("fresh").exits(0);
        assertThat(records("fresh.customer")).isPositive();
        sample("fresh").exits(0);
    }

    private static Rowmill.Result sample(String prefix) throws Exception {
        return up.run("sample", "shop", "--follow", "--topic-prefix", prefix);
    }

    private static long records(String topic) {
        try (TopicOffsets offsets = new TopicOffsets(platform.kafkaProperties())) {
            return offsets.end(topic).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Test
    void namesThatLeadElsewhereAreRejectedAndDeleteNothing() throws Exception {
        // Given
        List<String> names =
                List.of("../models", "..", "x/../../models", "a/b", "nul\0", "", "x\nERROR forged", "é".repeat(3000));
        List<String> before = objects();

        // When
        try (EventPublisher publisher = platform.publisher("/somebody")) {
            for (String name : names) {
                publisher.publish(
                        Topics.RUN_COMMANDS,
                        name,
                        name,
                        RunCancelled.newBuilder()
                                .setRunId(name)
                                .setReason("harm")
                                .setCancelledAt(Instant.now())
                                .build());
                publisher.publish(Topics.FIT_REQUESTS, name, name, fitRequested(name, "shop"));
                publisher.publish(
                        Topics.SAMPLE_REQUESTS,
                        name,
                        name,
                        SampleRequested.newBuilder()
                                .setSampleId(name)
                                .setModel(modelId)
                                .setScale(1.0)
                                .setRows(Map.of())
                                .setSeed(null)
                                .setTopicPrefix(null)
                                .setRequestedAt(Instant.now())
                                .build());
            }
            publisher.publish(Topics.FIT_REQUESTS, "run-named", "run-named", fitRequested("run-named", "../shop"));
        }

        // Then
        Await.until("the last one is rejected", PATIENCE, () -> up.run("run", "run-named")
                .out()
                .contains("FAILED"));
        Await.until(
                "every other has been taken",
                PATIENCE,
                () -> taken(Topics.SAMPLE_REQUESTS, "rowmill-sampler-planner")
                        == records(Topics.SAMPLE_REQUESTS.name()));
        assertThat(objects()).isEqualTo(before);
        assertThat(up.log()).doesNotContain("\nERROR forged");
        up.run("sample", modelId, "--follow").exits(0);
    }

    /** How many events a group has done with. */
    private static long taken(Topic topic, String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", up.bootstrapServers()))) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(offset -> offset.getKey().topic().equals(topic.name()))
                    .mapToLong(offset -> offset.getValue().offset())
                    .sum();
        }
    }

    private static FitRequested fitRequested(String runId, String name) {
        return FitRequested.newBuilder()
                .setRunId(runId)
                .setName(name)
                .setSource(new Source("store:" + ArtifactKeys.upload("other"), null, null, Map.of()))
                .setMetadata(null)
                .setSettings(Map.of())
                .setRequestedAt(Instant.now())
                .build();
    }

    /** Models and blobs: what must outlive everything. */
    private static List<String> objects() throws Exception {
        try (var models = platform.artifacts().store().list("models/");
                var blobs = platform.artifacts().store().list("blobs/")) {
            return java.util.stream.Stream.concat(models, blobs)
                    .map(StoredObject::key)
                    .sorted()
                    .toList();
        }
    }
}
