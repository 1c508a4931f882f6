package io.rowmill.platform.testing;

import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.platform.Platform;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Broker, registry and store in this process, with a hand to write to and read from any topic. */
public final class RealPlatform implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final EmbeddedPlatform embedded;
    private final Connection connection;
    private final Path dir;
    private final List<Platform> platforms = new ArrayList<>();
    private final Platform platform;

    private RealPlatform(EmbeddedPlatform embedded, Connection connection, Path dir) {
        this.embedded = embedded;
        this.connection = connection;
        this.dir = dir;
        this.platform = newPlatform();
    }

    public static RealPlatform start(Path dir) throws IOException {
        EmbeddedPlatform embedded = EmbeddedPlatform.start(dir.resolve("platform"), EmbeddedPlatform.Ports.ANY);
        EmbeddedPlatform.Addresses at = embedded.addresses();
        Connection connection = Connection.of(
                at.bootstrapServers(),
                at.registryUrl(),
                at.s3Endpoint(),
                Optional.of(new Connection.Credentials(at.accessKey(), at.secretKey())));
        return new RealPlatform(embedded, connection, dir);
    }

    public Platform platform() {
        return platform;
    }

    /** Another one, as another process has it. Closed with this: a client left behind would warn into other tests' output. */
    public Platform newPlatform() {
        Platform made = new Platform(connection.settings(dir));
        platforms.add(made);
        return made;
    }

    public Connection connection() {
        return connection;
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(platform.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    /** Everything that is committed on a topic. */
    public List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        return records(topic, "read_committed");
    }

    /** @param isolation {@code read_committed} or {@code read_uncommitted} */
    public List<ConsumerRecord<byte[], byte[]>> records(Topic topic, String isolation) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(
                topic,
                isolation,
                record -> {
                    records.add(record);
                    return false;
                },
                () -> true);
        return records;
    }

    /** Waits for a record. */
    public ConsumerRecord<byte[], byte[]> await(Topic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        read(
                topic,
                "read_committed",
                record -> wanted.test(record) && found.add(record),
                () -> System.nanoTime() > deadline);
        if (found.isEmpty()) {
            throw new AssertionError("not on " + topic.name() + " within " + PATIENCE.toSeconds() + " s");
        }
        return found.get(0);
    }

    /** Waits for something that can only be asked for. */
    public static void until(String what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
                }
                Thread.sleep(POLL.toMillis());
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }

    /** @param enough asked whenever everything has been read */
    private void read(
            Topic topic, String isolation, Predicate<ConsumerRecord<byte[], byte[]>> last, BooleanSupplier enough) {
        Map<String, Object> settings = new HashMap<>(platform.kafkaProperties());
        settings.put("isolation.level", isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            boolean atEnd = false;
            while (!atEnd || !enough.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (last.test(record)) {
                        return;
                    }
                }
                atEnd = consumer.endOffsets(partitions).entrySet().stream()
                        .allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
            }
        }
    }

    @Override
    public void close() {
        Platform.closeAll(platforms);
        embedded.close();
    }
}
