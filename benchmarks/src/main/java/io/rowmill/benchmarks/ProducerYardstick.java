package io.rowmill.benchmarks;

import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.topic.Topic;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.tools.ProducerPerformance;

/** What Kafka's own load generator reaches on the same broker, with the producer settings of the sampler. */
final class ProducerYardstick {
    private static final int PARTITIONS = 4;

    private final Pipeline pipeline;
    private int runs;

    ProducerYardstick(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Key, value and headers of a record, in bytes, over the first records of a topic. */
    int meanRecordBytes(SampleManifest.Table table) {
        Map<String, Object> properties = new HashMap<>(pipeline.platform().kafkaProperties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> first = List.of(new TopicPartition(table.topic(), 0));
            consumer.assign(first);
            consumer.seekToBeginning(first);
            long records = 0;
            long bytes = 0;
            while (records == 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    bytes += bytes(record);
                }
            }
            return Math.toIntExact(bytes / records);
        }
    }

    private static int bytes(ConsumerRecord<byte[], byte[]> record) {
        int bytes = Math.max(0, record.serializedKeySize()) + record.serializedValueSize();
        for (Header header : record.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }

    /** Sends records to a new topic and waits until they are committed. */
    void produce(int recordBytes, long records) throws Exception {
        String topic = "yardstick-" + runs++;
        pipeline.platform()
                .ensureTopics(List.of(new Topic(
                        topic, PARTITIONS, Topic.Cleanup.DELETE, Duration.ofDays(1), Topic.Routing.BY_KEY, List.of())));
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            ProducerPerformance.main(arguments(topic, recordBytes, records));
        } finally {
            System.setOut(stdout);
        }
    }

    private String[] arguments(String topic, int recordBytes, long records) {
        return new String[] {
            "--topic",
            topic,
            "--num-records",
            Long.toString(records),
            "--record-size",
            Integer.toString(recordBytes),
            "--throughput",
            "-1",
            "--transactional-id",
            topic,
            "--transaction-duration-ms",
            "500",
            "--producer-props",
            "bootstrap.servers=" + pipeline.bootstrapServers(),
            "acks=all",
            "compression.type=lz4",
            "linger.ms=5",
            "batch.size=131072"
        };
    }
}
