package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One service from its own jar, configured by environment variables as in deploy/compose.yaml. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final String service;
    private final Process process;
    private final Path log;
    private final int port;

    private ServiceProcess(String service, Process process, Path log, int port) {
        this.service = service;
        this.process = process;
        this.log = log;
        this.port = port;
    }

    public static ServiceProcess start(String service, Up up, Path dir) throws IOException {
        Properties credentials = up.storeCredentials();
        return start(
                service,
                Map.of(
                        "ROWMILL_KAFKA_BOOTSTRAP_SERVERS", up.bootstrapServers(),
                        "ROWMILL_REGISTRY_URL", up.registryUrl(),
                        "ROWMILL_S3_ENDPOINT", up.s3Endpoint(),
                        "ROWMILL_S3_ACCESS_KEY", credentials.getProperty("accessKey"),
                        "ROWMILL_S3_SECRET_KEY", credentials.getProperty("secretKey")),
                dir);
    }

    /** @param settings of its environment, beside its own directory and port */
    public static ServiceProcess start(String service, Map<String, String> settings, Path dir) throws IOException {
        int port = FreePort.next();
        Path log = dir.resolve(service + ".log");
        Map<String, String> all = new HashMap<>(settings);
        all.put("ROWMILL_WORK_DIR", dir.resolve("work-" + service).toString());
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        Rowmill environment = new Rowmill(dir).with(all);
        Path jar = Project.path(service + "-service/target/quarkus-app/quarkus-run.jar");
        List<String> command =
                List.of(java(), "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
        return new ServiceProcess(service, environment.start(command, log, dir.resolve(service + ".err")), log, port);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until its own health check says that it is ready. */
    public void awaitReady() {
        Await.until(service + " is ready", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(service + " ended:\n" + Files.readString(log));
            }
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            return http("/q/health/ready").contains("\"UP\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** What its HTTP port answers. */
    public String http(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it ends by itself. @return its exit code */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(service + " goes on");
        }
        return process.exitValue();
    }

    /** What it has said so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
