package io.rowmill.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.embedded.EmbeddedPlatform.Addresses;
import io.rowmill.embedded.EmbeddedPlatform.Ports;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.ObjectStores;
import io.rowmill.platform.storage.S3Settings;
import io.rowmill.schemas.RunPrepared;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPlatformTest {
    private static final RunPrepared EVENT = new RunPrepared("r1", List.of("a"));

    @TempDir
    Path dataDir;

    private static ObjectStore client(Addresses at) {
        return ObjectStores.s3(S3Settings.of(at.s3Endpoint(), at.bucket(), at.accessKey(), at.secretKey()));
    }

    @Test
    void aRestartOnTheSameDirectoryAndOtherPortsKeepsEverything() throws Exception {
        // Given
        byte[] written;
        Addresses first;
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(dataDir, Ports.ANY)) {
            first = platform.addresses();
            createTopic(first);
            written = AvroCodec.connect(first.registryUrl(), Map.of()).encodeValue("topic", EVENT);
            send(first, written);
            client(first).put("a/b", "kept".getBytes(UTF_8));
        }

        // When
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(dataDir, Ports.ANY)) {
            Addresses second = platform.addresses();

            // Then
            AvroCodec codec = AvroCodec.connect(second.registryUrl(), Map.of());
            assertThat(codec.decode("topic", receive(second))).isEqualTo(EVENT);
            assertThat(codec.encodeValue("topic", EVENT)).isEqualTo(written);
            assertThat(client(second).open("a/b").readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo("kept");
            assertThat(second.secretKey()).isEqualTo(first.secretKey());
            send(second, written);
        }
    }

    private static void createTopic(Addresses at) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** In a transaction, because that needs the most of a broker. */
    private static void send(Addresses at, byte[] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", at.bootstrapServers(), "transactional.id", "test");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("topic", 0, null, value));
            producer.commitTransaction();
        }
    }

    private static byte[] receive(Addresses at) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", at.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition("topic", 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(10)).iterator().next().value();
        }
    }

    @Test
    void aPortInUseIsNamedWithWhoWantedIt() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            Map<Ports, String> examples = Map.of(
                    new Ports(port, 0, 0), "Kafka",
                    new Ports(0, port, 0), "schema registry",
                    new Ports(0, 0, port), "object store");

            // When, Then
            examples.forEach((ports, service) -> assertThatThrownBy(() -> EmbeddedPlatform.start(dataDir, ports))
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class))
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining(service));
        }
    }

    @Test
    void aDirectoryServesOnePlatformAtATime() throws Exception {
        // Given
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(dataDir, Ports.ANY)) {

            // When, Then
            assertThatThrownBy(() -> EmbeddedPlatform.start(dataDir, Ports.ANY))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("Another rowmill is running on " + dataDir);
            assertThat(platform.addresses().registryUrl()).startsWith("http://127.0.0.1:");
        }
    }
}
