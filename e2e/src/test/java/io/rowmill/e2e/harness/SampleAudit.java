package io.rowmill.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.platform.rows.RowDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a sample's rows as any consumer would and compares them with the sample's manifest. */
public final class SampleAudit {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Many, since each poll is followed by a pause. */
    private static final int ROWS_A_POLL = 20_000;

    private SampleAudit() {}

    /** Every row of the manifest is there for a {@code read_committed} consumer, once. */
    public static void assertEveryRowExactlyOnce(Up up, String sampleId) throws Exception {
        JsonNode manifest = up.objects().json("samples/" + sampleId + "/manifest.json");
        assertEveryRowExactlyOnce(up.bootstrapServers(), sampleId, manifest);
        assertThat(up.objects().keys("samples/" + sampleId + "/chunks/"))
                .as("hand-overs of a complete sample")
                .isEmpty();
    }

    /** @return rows of all tables */
    public static long assertEveryRowExactlyOnce(String bootstrapServers, String sampleId, JsonNode manifest) {
        long rows = 0;
        for (JsonNode table : manifest.get("tables")) {
            rows += assertTable(bootstrapServers, sampleId, table);
        }
        return rows;
    }

    private static long assertTable(String bootstrapServers, String sampleId, JsonNode table) {
        String name = table.get("table").asText();
        RowDigest digest = new RowDigest();
        Set<Long> ordinals = new HashSet<>();
        long[] rows = {0};
        read(bootstrapServers, table.get("topic").asText(), record -> {
            if (header(record, "sample-id").equals(sampleId)) {
                rows[0]++;
                ordinals.add(Long.parseLong(header(record, "row")));
                digest.add(record.value());
            }
        });
        assertThat(rows[0]).as("rows of " + name).isEqualTo(table.get("rows").asLong());
        assertThat(ordinals).as("row numbers of " + name).hasSize((int) rows[0]);
        assertThat(RowDigest.format(digest.sum()))
                .as("digest of " + name)
                .isEqualTo(table.get("digest").asText());
        return rows[0];
    }

    private interface Rows {
        void see(ConsumerRecord<byte[], byte[]> record);
    }

    /** To the end of the log, whatever the manifest says of it: what was written later would be found, too. */
    private static void read(String bootstrapServers, String topic, Rows rows) {
        Map<String, Object> cluster = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                ROWS_A_POLL,
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(cluster, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = ends(bootstrapServers, partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Await.until("the end of " + topic, PATIENCE, () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(rows::see);
                return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
            });
        }
    }

    /** The true ends: a transaction that is still open would hide what follows it. */
    private static Map<TopicPartition, Long> ends(String bootstrapServers, List<TopicPartition> partitions) {
        Map<String, Object> cluster = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(cluster, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
