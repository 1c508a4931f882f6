package io.rowmill.platform.consumer;

import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends a job's outputs and its input's offset in one transaction. The producer is made on first use and again after a failure. */
final class JobCommitter implements AutoCloseable {
    /**
     * A process that dies in a transaction leaves it open, and until the broker aborts it nobody reads past it. Transactions are
     * short, since everything is made before they open.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int BATCH_BYTES = 128 * 1024;

    /** More than a wrong guess at compression leads to. */
    private static final int MANY_SPLITS = 50;

    private final Map<String, Object> properties;

    /**
     * Kafka's producer splits a batch that a topic doesn't take into batches of the size it is set to, and those again, for ever
     * where the topic takes less than that (KAFKA-8350).
     */
    private boolean oneByOne;

    /** Null before the first transaction, and after one that failed. */
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    JobCommitter(Map<String, Object> clientProperties, String transactionalId) {
        properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TIMEOUT.toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    }

    /** @throws KafkaException it is unknown whether anything was committed: {@link #settle} and look at the committed offset */
    void commit(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        RefusedOutput.Watch watch = new RefusedOutput.Watch();
        try {
            KafkaProducer<byte[], byte[]> producer = settle();
            producer.beginTransaction();
            records.forEach(record -> watch.send(producer, record));
            watch.await(() -> requireProgress(producer));
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
            packAgain();
        } catch (KafkaException e) {
            // Closing waits until every record has been answered for.
            close();
            throw watch.explain(e);
        }
    }

    private void requireProgress(KafkaProducer<byte[], byte[]> producer) {
        double splits = producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("batch-split-total"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
        if (splits > MANY_SPLITS) {
            oneByOne = true;
            throw new KafkaException(
                    "a topic takes less at once than a batch is long: next time records go one by one");
        }
    }

    private void packAgain() {
        if (oneByOne) {
            oneByOne = false;
            close();
        }
    }

    /** Completes or aborts a transaction that was left open; after it, the committed offset is final. */
    KafkaProducer<byte[], byte[]> settle() {
        KafkaProducer<byte[], byte[]> settled = producer;
        if (settled != null) {
            return settled;
        }
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, oneByOne ? 1 : BATCH_BYTES);
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(properties);
        producer = opened;
        try {
            opened.initTransactions();
            return opened;
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** A producer closed in mid-transaction is fenced and its transaction aborted by the next one of the same id. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }
}
