package io.rowmill.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The registry's state as records of a compacted topic, in the format of Confluent's registry. */
final class SchemaLog implements AutoCloseable {
    private static final TopicPartition LOG = new TopicPartition("_schemas", 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> connection;
    private final KafkaProducer<byte[], byte[]> producer;

    SchemaLog(String bootstrapServers) {
        this.connection = Map.of("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.block.ms", 15_000, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void createIfMissing() {
        try (Admin admin = Admin.create(connection)) {
            NewTopic topic = new NewTopic(LOG.topic(), 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("The registry's topic could not be created", e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    void replayInto(SchemaState state) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            long end = consumer.endOffsets(List.of(LOG)).get(LOG);
            while (consumer.position(LOG) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    apply(state, record);
                }
            }
        }
    }

    private static void apply(SchemaState state, ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode key = JSON.readTree(record.key());
            JsonNode value = record.value() == null ? null : JSON.readTree(record.value());
            String subject = key.path("subject").asText("");
            switch (key.path("keytype").asText()) {
                case "SCHEMA" -> applySchema(state, subject, key.path("version").asInt(), value);
                case "CONFIG" ->
                    state.setLevel(
                            subject,
                            value == null
                                    ? null
                                    : CompatibilityLevel.of(
                                            value.path("compatibilityLevel").asText()));
                case "MODE" ->
                    state.setMode(
                            subject,
                            value == null
                                    ? null
                                    : RegistryMode.of(value.path("mode").asText()));
                default -> {
                    // Other registries' housekeeping.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("record " + record.offset() + " of " + LOG + " is not readable", e);
        }
    }

    private static void applySchema(SchemaState state, String subject, int version, @Nullable JsonNode value) {
        if (value == null) {
            state.remove(subject, version);
            return;
        }
        state.put(new SchemaState.Version(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                value.path("deleted").asBoolean()));
    }

    void write(SchemaState.Version version) {
        ObjectNode value = JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", version.deleted());
        append(schemaKey(version.subject(), version.version()), value);
    }

    void erase(String subject, int version) {
        append(schemaKey(subject, version), null);
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return key("SCHEMA", subject).put("version", version).put("magic", 1);
    }

    /** @param level null: no longer set */
    void writeLevel(String subject, @Nullable CompatibilityLevel level) {
        append(
                key("CONFIG", subject).put("magic", 0),
                level == null ? null : JSON.createObjectNode().put("compatibilityLevel", level.name()));
    }

    /** @param mode null: no longer set */
    void writeMode(String subject, @Nullable RegistryMode mode) {
        append(
                key("MODE", subject).put("magic", 0),
                mode == null ? null : JSON.createObjectNode().put("mode", mode.name()));
    }

    private static ObjectNode key(String type, String subject) {
        return JSON.createObjectNode().put("keytype", type).put("subject", subject.isEmpty() ? null : subject);
    }

    /** Returns when the broker has it. */
    private void append(ObjectNode key, @Nullable ObjectNode value) {
        try {
            byte[] bytes = value == null ? null : JSON.writeValueAsBytes(value);
            producer.send(new ProducerRecord<>(LOG.topic(), LOG.partition(), JSON.writeValueAsBytes(key), bytes))
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                throw RegistryException.tooLarge("The schema is larger than a record of the broker may be");
            }
            throw new KafkaException("The registry's topic did not take a record", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static KafkaException interrupted() {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while waiting for the registry's topic");
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
