package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        int port = freePort();
        Path log = dir.resolve(service + ".log");
        Properties credentials = up.storeCredentials();
        Rowmill environment = new Rowmill(dir)
                .with(Map.of(
                        "ROWMILL_KAFKA_BOOTSTRAP_SERVERS", up.bootstrapServers(),
                        "ROWMILL_REGISTRY_URL", up.registryUrl(),
                        "ROWMILL_S3_ENDPOINT", up.s3Endpoint(),
                        "ROWMILL_S3_ACCESS_KEY", credentials.getProperty("accessKey"),
                        "ROWMILL_S3_SECRET_KEY", credentials.getProperty("secretKey"),
                        "ROWMILL_WORK_DIR", dir.resolve("work-" + service).toString(),
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", Integer.toString(port)));
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
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL()
                            .openConnection();
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes()).contains("\"UP\"");
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
