package io.rowmill.linkage.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.failure.FailureException;
import io.rowmill.embedded.EmbeddedKafka;
import io.rowmill.embedded.EmbeddedObjectStore;
import io.rowmill.embedded.EmbeddedSchemaRegistry;
import io.rowmill.linkage.LinkageService;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.testing.RealPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts while the brokers, the registry or both are away. */
class ServiceLifecycleTest {
    @TempDir
    private Path dir;

    private record Settings(boolean enabled, int concurrency, Duration retryDeadline) implements ServiceSettings {}

    private static final ServiceSettings SETTINGS = new Settings(true, 1, Duration.ofMinutes(1));

    /** As Quarkus has it. */
    private static final class Service extends ServiceLifecycle implements AutoCloseable {
        Service(Platform platform, Supplier<RunningService> starter) {
            super("linkage", platform, SETTINGS, starter);
        }

        void start() {
            start(null);
        }

        boolean isReady() {
            return call().getStatus() == Status.UP;
        }

        /** Why it isn't ready, or nothing. */
        String reason() {
            return call().getData().map(data -> data.get("reason").toString()).orElse("");
        }

        @Override
        public void close() {
            stop(null);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void waitsForBrokersThenForTheRegistryAndBegins() throws Exception {
        // Given
        int kafkaPort = freePort();
        int registryPort = freePort();
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(dir.resolve("s3"), 0, "rowmill");
                Platform platform = new Platform(Connection.of(
                                "127.0.0.1:" + kafkaPort,
                                "http://127.0.0.1:" + registryPort,
                                store.endpoint(),
                                Optional.of(new Connection.Credentials(store.accessKey(), store.secretKey())))
                        .settings(dir));
                Service service = new Service(platform, () -> new LinkageService(platform, SETTINGS))) {
            // When
            service.start();

            // Then
            assertThat(service.isReady()).isFalse();
            assertThat(service.reason())
                    .contains("No Kafka broker answers at 127.0.0.1:" + kafkaPort, "ROWMILL_KAFKA_BOOTSTRAP_SERVERS")
                    .contains("No schema registry answers at http://127.0.0.1:" + registryPort, "ROWMILL_REGISTRY_URL");

            // When
            try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"), kafkaPort)) {
                RealPlatform.until("brokers are there", () -> !service.reason().contains("Kafka"));

                // Then
                assertThat(service.reason()).contains("No schema registry answers");

                // When
                try (EmbeddedSchemaRegistry registry =
                        EmbeddedSchemaRegistry.start(kafka.bootstrapServers(), registryPort)) {
                    // Then
                    RealPlatform.until("it is ready", service::isReady);
                    service.close();
                }
            }
        }
    }

    @Test
    void aStartThatFailsForWhatMayPassIsMadeAgain() throws Exception {
        // Given
        try (RealPlatform real = RealPlatform.start(dir)) {
            AtomicInteger starts = new AtomicInteger();
            Service service = new Service(real.platform(), () -> {
                if (starts.incrementAndGet() == 1) {
                    throw FailureException.unavailable("kafka-unavailable", "Too few brokers are there.", null);
                }
                return new LinkageService(real.platform(), SETTINGS);
            });

            // When
            service.start();

            // Then
            assertThat(service.reason()).contains("Too few brokers");
            RealPlatform.until("it is ready", service::isReady);
            service.close();
        }
    }
}
