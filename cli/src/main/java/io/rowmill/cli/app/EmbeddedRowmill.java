package io.rowmill.cli.app;

import io.rowmill.embedded.EmbeddedPlatform;
import io.rowmill.embedded.LocalPorts;
import io.rowmill.embedded.PrivateFiles;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.Connection.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Broker, registry, storage and the five services in this process, for as long as something runs against them. */
public final class EmbeddedRowmill {
    private static final long STOP_SECONDS = 25;
    private static final String LOOPBACK = "127.0.0.1";

    private final ServiceHost services;
    private final Map<String, String> configuration;

    /** Runs while everything is up. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param workDir for temporary files
         * @return the command's exit code
         */
        int run(Connection platform, Path workDir) throws Exception;
    }

    /** @param configuration beside where the platform is: keys as in docs/configuration.md */
    public EmbeddedRowmill(ServiceHost services, Map<String, String> configuration) {
        this.services = services;
        this.configuration = Map.copyOf(configuration);
    }

    /** Runs in a temporary directory and on free ports, and leaves nothing behind. */
    public int runOnce(Body body) throws IOException {
        Path dir = Files.createTempDirectory("rowmill-");
        return run(dir, Ports.free(), body, () -> JobDir.delete(dir));
    }

    /** Runs on a directory that keeps topics, schemas, objects and models. */
    public int run(Path dataDir, Ports ports, Body body) throws IOException {
        return run(PrivateFiles.directory(dataDir).toRealPath(), ports, body, () -> {});
    }

    private int run(Path dir, Ports ports, Body body, Runnable cleanUp) throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = stopOnInterrupt(Thread.currentThread(), stopped);
        try (EmbeddedPlatform platform = start(dir, ports)) {
            Connection connection = connection(platform.addresses());
            Path workDir = dir.resolve("work");
            return services.run(configuration(connection, workDir, ports), () -> body.run(connection, workDir));
        } finally {
            try {
                cleanUp.run();
            } finally {
                stopped.countDown();
                forget(hook);
            }
        }
    }

    /** Ctrl-C ends the body; the hook keeps the JVM until services and then the platform have stopped. */
    private static Thread stopOnInterrupt(Thread main, CountDownLatch stopped) {
        Thread hook = new Thread(
                () -> {
                    main.interrupt();
                    try {
                        stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "rowmill-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, so the hook is running.
        }
    }

    /** All ports are looked at before anything starts, so that the user hears of all that are taken. */
    private static EmbeddedPlatform start(Path dir, Ports ports) throws IOException {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("Kafka", ports.kafka());
        wanted.put("the schema registry", ports.registry());
        wanted.put("the object store", ports.s3());
        wanted.put("HTTP", ports.http());
        LocalPorts.requireFree(wanted);
        return EmbeddedPlatform.start(dir, new EmbeddedPlatform.Ports(ports.kafka(), ports.registry(), ports.s3()));
    }

    private static Connection connection(EmbeddedPlatform.Addresses at) {
        return new Connection(
                at.bootstrapServers(),
                at.registryUrl(),
                at.s3Endpoint(),
                at.bucket(),
                Optional.of(new Credentials(at.accessKey(), at.secretKey())),
                Map.of(),
                Map.of());
    }

    private Map<String, String> configuration(Connection connection, Path workDir, Ports ports) {
        Credentials credentials = connection.credentials().orElseThrow();
        Map<String, String> all = new HashMap<>(configuration);
        all.put("rowmill.kafka.bootstrap-servers", connection.bootstrapServers());
        // Whatever the environment says of another cluster.
        all.put("rowmill.kafka.client.security.protocol", "PLAINTEXT");
        all.put("rowmill.registry.url", connection.registryUrl());
        all.put("rowmill.s3.endpoint", connection.s3Endpoint());
        all.put("rowmill.s3.bucket", connection.bucket());
        all.put("rowmill.s3.access-key", credentials.accessKey());
        all.put("rowmill.s3.secret-key", credentials.secretKey());
        all.put("rowmill.work.dir", workDir.toString());
        all.put("quarkus.http.host", LOOPBACK);
        all.put("quarkus.http.port", Integer.toString(ports.http()));
        return all;
    }
}
