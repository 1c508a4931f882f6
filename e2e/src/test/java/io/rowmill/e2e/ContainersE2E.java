package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Project;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * What deploy/compose.yaml describes: Kafka, registry, store and the five services in containers, on the ports of this machine
 * that the file publishes.
 */
@Tag("containers")
class ContainersE2E {
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");
    private static final Map<String, String> SECRETS = Map.of(
            "ROWMILL_S3_ACCESS_KEY", "rowmill",
            "ROWMILL_S3_SECRET_KEY", "only-for-this-test");
    private static final int HEALTH_PORT = 8080;
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    @TempDir
    private Path dir;

    @BeforeEach
    void skipWithoutContainers() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            Skip.because("the test of deploy/compose.yaml needs a container engine");
        }
    }

    @Test
    void aRunAndASamplePassThroughTheContainers() throws Exception {
        // Given
        Path shop = ShopDatabase.write(dir.resolve("shop"));
        Rowmill rowmill = new Rowmill(dir).with(SECRETS);
        try (ComposeContainer deployment = deployment(secrets())) {
            deployment.start();

            // When
            rowmill.run("fit", "--source", shop, "--name", "shop", "--set", "epochs=1", "--follow")
                    .exits(0);
            rowmill.run("sample", "shop", "--out", "synthetic").exits(0);
        }

        // Then
        DatabaseFiles synthetic = DatabaseFiles.read(dir.resolve("synthetic"), ShopDatabase.metadata(shop));
        synthetic.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        assertThat(synthetic.table("customer").rows()).isNotEmpty();
    }

    private Path secrets() throws IOException {
        return Files.writeString(
                dir.resolve("secrets.properties"),
                "rowmill.s3.access-key=" + SECRETS.get("ROWMILL_S3_ACCESS_KEY") + "\nrowmill.s3.secret-key="
                        + SECRETS.get("ROWMILL_S3_SECRET_KEY") + "\n");
    }

    private static ComposeContainer deployment(Path secrets) {
        ComposeContainer deployment = new ComposeContainer(
                        Project.path("deploy/compose.yaml").toFile())
                .withEnv("ROWMILL_SECRETS_FILE", secrets.toString())
                .withBuild(true)
                .withStartupTimeout(START_LIMIT);
        SERVICES.forEach(
                service -> deployment.withExposedService(service, HEALTH_PORT, Wait.forHttp("/q/health/ready")));
        return deployment;
    }
}
