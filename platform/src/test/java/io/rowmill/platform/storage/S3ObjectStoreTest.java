package io.rowmill.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.embedded.EmbeddedObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends ObjectStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path directory;

    private static EmbeddedObjectStore server;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedObjectStore.start(directory, 0, "rowmill");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ObjectStore client(String endpoint, String secretKey) {
        return ObjectStores.s3(
                S3Settings.of(endpoint, "bucket-" + BUCKETS.incrementAndGet(), server.accessKey(), secretKey));
    }

    /** A bucket that isn't there yet. */
    @Override
    protected ObjectStore newStore() {
        return client(server.endpoint(), server.secretKey());
    }

    @Test
    void aStoreThatIsAwayIsATransientFailure() {
        // Given
        ObjectStore away = client("http://127.0.0.1:1", server.secretKey());

        // When, Then
        assertThatThrownBy(() -> away.put("a", new byte[0])).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure()).isInstanceOf(Failure.Transient.class);
            assertThat(e.failure().code()).isEqualTo("storage-unavailable");
        });
        assertThatThrownBy(() -> away.open("a").close())
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class));
    }

    @Test
    void aWrongSecretIsRefusedForGood() {
        // Given
        ObjectStore stranger = client(server.endpoint(), "wrong");

        // When, Then
        assertThatThrownBy(() -> stranger.put("a", new byte[0]))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Defect.class));
    }

    @Test
    void whoHasNoCredentialsIsToldWhereTheyComeFrom() throws Exception {
        // Given
        Assumptions.assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null);
        ObjectStore anonymous = ObjectStores.s3(S3Settings.withoutKeys(server.endpoint(), "rowmill", Optional.empty()));
        Path file = Files.writeString(directory.resolve("rows.csv"), "a");

        // When, Then
        assertThatThrownBy(() -> anonymous.put("a", file))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("ROWMILL_S3_ACCESS_KEY");
    }
}
