package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.rows.RowDigest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the rows of one table of a sample from its topic, up to the end offsets in the sample's manifest. It checks that they
 * are the rows that were written.
 */
public final class RowTopicReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SAMPLE_ID = "sample-id";
    private static final String ROW = "row";

    private final Platform platform;

    public RowTopicReader(Platform platform) {
        this.platform = platform;
    }

    /** Receives rows in the order of the topic: ordered within a chunk, but not between chunks. */
    @FunctionalInterface
    public interface Consumer {
        void onRow(long ordinal, IndexedRecord row) throws IOException;
    }

    /**
     * @throws FailureException Transient if the cluster stops answering before all rows are read; Defect if number or content of
     *     the rows differ from the manifest
     */
    public void read(String sampleId, SampleManifest.Table table, Consumer rows) throws IOException {
        Map<TopicPartition, Long> ends = table.endOffsets().entrySet().stream()
                .collect(Collectors.toMap(e -> new TopicPartition(table.topic(), e.getKey()), Map.Entry::getValue));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties(sampleId))) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            Tally tally = new Tally();
            long lastRecord = System.nanoTime();
            while (!reached(consumer, ends)) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                        deliver(sampleId, record, rows, tally);
                    }
                }
                if (!records.isEmpty()) {
                    lastRecord = System.nanoTime();
                } else if (System.nanoTime() - lastRecord > PATIENCE.toNanos()) {
                    throw FailureException.unavailable(
                            "kafka-unavailable", "Topic " + table.topic() + " could not be read to its end.", null);
                }
            }
            tally.check(table);
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
    }

    /** Several samples can share a topic prefix, so only the rows of this sample are passed on. */
    private void deliver(String sampleId, ConsumerRecord<byte[], byte[]> record, Consumer rows, Tally tally)
            throws IOException {
        if (!sampleId.equals(EventHeaders.text(record.headers(), SAMPLE_ID, ""))) {
            return;
        }
        tally.add(record.value());
        long ordinal = Long.parseLong(EventHeaders.text(record.headers(), ROW, "-1"));
        rows.onRow(ordinal, (IndexedRecord) platform.codec().decode(record.topic(), record.value()));
    }

    private Map<String, Object> properties(String sampleId) {
        Map<String, Object> properties = new HashMap<>(platform.kafkaProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "rows-" + sampleId);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /** The result of reading. */
    private static final class Tally {
        private final RowDigest digest = new RowDigest();
        private long rows;

        void add(byte[] value) {
            rows++;
            digest.add(value);
        }

        void check(SampleManifest.Table table) {
            if (rows != table.rows()) {
                throw FailureException.defect(
                        "incomplete-sample",
                        "Topic " + table.topic() + " holds " + rows + " rows of the sample, its manifest says "
                                + table.rows() + ".");
            }
            if (!RowDigest.format(digest.sum()).equals(table.digest())) {
                throw FailureException.defect(
                        "tampered-sample", "Topic " + table.topic() + " holds other rows than the sample wrote.");
            }
        }
    }
}
