package io.rowmill.e2e.cluster;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.FreePort;
import io.rowmill.e2e.harness.Up;
import io.rowmill.embedded.EmbeddedObjectStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The S3 of a test: the one that {@code -Drowmill.cluster.s3=URL} names (keys in {@code AWS_ACCESS_KEY_ID} and {@code
 * AWS_SECRET_ACCESS_KEY}), else Versity's gateway if it is on the path, else rowmill's own.
 *
 * @param name for people
 * @param bucket that isn't there yet
 */
record Store(String name, String endpoint, String bucket, String accessKey, String secretKey, AutoCloseable server)
        implements AutoCloseable {
    private static final String GATEWAY = "versitygw";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Store start(Path dir) throws Exception {
        String given = System.getProperty("rowmill.cluster.s3");
        String bucket = "rowmill-cluster-" + UUID.randomUUID();
        if (given != null) {
            return new Store(given, given, bucket, key("AWS_ACCESS_KEY_ID"), key("AWS_SECRET_ACCESS_KEY"), () -> {});
        }
        Optional<Path> gateway = onPath(GATEWAY);
        return gateway.isPresent() ? gateway(gateway.get(), dir, bucket) : own(dir, bucket);
    }

    private static String key(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new AssertionError("-Drowmill.cluster.s3 needs a key in " + variable);
        }
        return value;
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Store gateway(Path program, Path dir, String bucket) throws IOException {
        Path objects = Files.createDirectories(dir.resolve("s3"));
        int port = FreePort.next();
        String secret = UUID.randomUUID().toString();
        Program server = new Program(
                dir.resolve("s3.log"), Map.of("ROOT_ACCESS_KEY_ID", "rowmill", "ROOT_SECRET_ACCESS_KEY", secret));
        server.start(
                List.of(program.toString(), "--quiet", "--port", "127.0.0.1:" + port, "posix", objects.toString()));
        Await.until("the store listens", LIMIT, () -> server.isAlive() && !Up.isFree(port));
        return new Store(GATEWAY, "http://127.0.0.1:" + port, bucket, "rowmill", secret, server);
    }

    private static Store own(Path dir, String bucket) throws Exception {
        System.err.println("no S3 of others here: neither -Drowmill.cluster.s3 nor " + GATEWAY
                + " on the path; rowmill's own store is used");
        EmbeddedObjectStore server = EmbeddedObjectStore.start(dir.resolve("s3"), 0, "unused");
        return new Store("s3proxy", server.endpoint(), bucket, server.accessKey(), server.secretKey(), server);
    }

    Map<String, String> environment() {
        return Map.of(
                "ROWMILL_S3_ENDPOINT", endpoint,
                "ROWMILL_S3_BUCKET", bucket,
                "ROWMILL_S3_ACCESS_KEY", accessKey,
                "ROWMILL_S3_SECRET_KEY", secretKey);
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
