package io.rowmill.e2e.cluster;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.FreePort;
import io.rowmill.e2e.harness.Project;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Apicurio Registry as its makers publish it, its schemas in files, spoken to in Confluent's protocol. */
final class Apicurio implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final int port = FreePort.next();
    private final Program program;

    private Apicurio(Path dir) throws IOException {
        program = new Program(
                Files.createDirectories(dir).resolve("registry.log"),
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "REGISTRY_DATASOURCE_URL",
                        "jdbc:h2:file:" + dir.resolve("registry")));
    }

    static Apicurio start(Path dir) throws IOException {
        Apicurio registry = new Apicurio(dir);
        registry.start();
        return registry;
    }

    void start() throws IOException {
        program.start(List.of(
                Program.java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar().toString()));
        Await.until("the registry answers", LIMIT, () -> program.isAlive() && answers());
    }

    private static Path jar() throws IOException {
        Path unpacked = Project.path("e2e/cluster/apicurio/target/registry");
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.filter(f -> f.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(unpacked + " has no runner: build with -Pcluster"));
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    void kill() throws InterruptedException {
        program.kill();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
