package io.rowmill.platform.event;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes single events outside any job: what clients ask for, and progress that nobody counts. */
public final class EventPublisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec codec;
    private final String source;

    /** @param source {@code ce_source} of what it publishes */
    public EventPublisher(String source, Map<String, Object> clientProperties, AvroCodec codec) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        this.producer = new KafkaProducer<>(properties);
        this.codec = codec;
        this.source = source;
    }

    /** Publishes and does not wait; a loss is logged by the producer and nobody else. */
    public void offer(Topic topic, String key, String subject, SpecificRecord event) {
        var unused = send(topic, key, subject, event);
    }

    private Future<RecordMetadata> send(Topic topic, String key, String subject, SpecificRecord event) {
        var headers = EventHeaders.of(UUID.randomUUID().toString(), source, topic.name(), key, subject, event);
        return producer.send(new ProducerRecord<>(
                topic.name(),
                topic.partition(subject, 0),
                null,
                key.getBytes(StandardCharsets.UTF_8),
                codec.encodeValue(topic.name(), event),
                headers));
    }

    /** @throws FailureException (Transient) if the cluster didn't take the event */
    public void publish(Topic topic, String key, String subject, SpecificRecord event) {
        try {
            send(topic, key, subject, event).get();
        } catch (ExecutionException | org.apache.kafka.common.KafkaException e) {
            throw FailureException.unavailable(
                    "kafka-unavailable",
                    "The event could not be published to " + topic.name() + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while publishing to " + topic.name(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
