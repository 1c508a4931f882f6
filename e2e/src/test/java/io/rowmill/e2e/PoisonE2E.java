package io.rowmill.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Up;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that nobody can read on every topic of the pipeline. */
class PoisonE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    @Test
    void poisonOnEveryTopicEndsTheRunsItNamesAndNothingElse() throws Exception {
        Rowmill rowmill = new Rowmill(dir);
        Path shop = ShopDatabase.write(dir.resolve("shop"));
        try (Up up = Up.start(rowmill, dir.resolve("data"))) {
            // When
            for (Topic topic : Topics.all()) {
                send(up, topic, "poisoned/" + topic.name());
            }

            // Then
            Await.until("the run has failed", PATIENCE, () -> up.run("run", "poisoned")
                    .out()
                    .contains("FAILED"));
            Await.until(
                    "dead letters of all stages",
                    PATIENCE,
                    () -> hasLettersOfAllStages(up.run("dlq", "list").exits(0).out()));
            assertThat(up.run("dlq", "show", "fit-requests@0").exits(0).out())
                    .contains("not in the Confluent wire format", "poisoned/rowmill.fit-requests.v1", "6f 6f 70 73");
            assertThat(up.run("dlq", "replay", "fit-requests@0").exits(2).err()).contains("poisoned has failed");
            up.run("fit", "--source", shop, "--name", "shop", "--set", "epochs=1", "--follow")
                    .exits(0);
            up.run("sample", "shop", "--rows", "customer=20", "--out", dir.resolve("out"))
                    .exits(0);
        }
    }

    private static boolean hasLettersOfAllStages(String list) {
        return list.contains("rowmill.fit-requests.v1:0@0")
                && list.contains("rowmill-preprocess ")
                && list.contains("/rowmill/preprocess ")
                && list.contains("rowmill-linkage ")
                && list.contains("rowmill-trainer ")
                && list.contains("/rowmill/trainer ")
                && list.contains("rowmill-sampler-planner ")
                && list.contains("/rowmill/sampler ");
    }

    private static void send(Up up, Topic topic, String key) {
        Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", up.bootstrapServers()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), "oops".getBytes(UTF_8)));
        }
    }
}
