package io.rowmill.embedded;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Broker, schema registry and object store together, in this process, their data below one directory. Started again on the
 * same directory, on whatever ports, they have everything they had.
 */
public final class EmbeddedPlatform implements AutoCloseable {
    private static final String BUCKET = "rowmill";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    /** Null before all have started. */
    private @Nullable Addresses addresses;

    private EmbeddedPlatform() {}

    /** Ports to listen on; 0: any free one. */
    public record Ports(int kafka, int registry, int objectStore) {
        public static final Ports ANY = new Ports(0, 0, 0);
    }

    /** Where everything is and how to get in. */
    public record Addresses(
            String bootstrapServers,
            String registryUrl,
            String s3Endpoint,
            String bucket,
            String accessKey,
            String secretKey) {}

    /**
     * Starts all three and waits until they serve; if one doesn't, none is left running.
     *
     * @param dataDir created if it is missing; no other user may open it from then on
     * @throws FailureException Transient: {@code port-in-use}, Rejected: {@code data-dir-in-use}
     */
    public static EmbeddedPlatform start(Path dataDir, Ports ports) throws IOException {
        Path dir = PrivateFiles.directory(dataDir);
        EmbeddedPlatform platform = new EmbeddedPlatform();
        try {
            platform.startAll(dir, ports);
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void startAll(Path dir, Ports ports) throws IOException {
        started.push(lock(dir));
        LocalPorts.claim(ports.registry(), "the schema registry");
        // Before there are two threads: a log manager that both start, through different doors, waits for itself.
        QuietLogs.apply();
        CompletableFuture<EmbeddedObjectStore> starting = CompletableFuture.supplyAsync(() -> startStore(dir, ports));
        EmbeddedKafka kafka;
        try {
            kafka = EmbeddedKafka.start(dir.resolve("kafka"), ports.kafka());
            started.push(kafka);
        } finally {
            push(starting);
        }
        EmbeddedObjectStore store = joined(starting);
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(kafka.bootstrapServers(), ports.registry());
        started.push(registry);
        addresses = new Addresses(
                kafka.bootstrapServers(),
                registry.url(),
                store.endpoint(),
                BUCKET,
                store.accessKey(),
                store.secretKey());
    }

    private static AutoCloseable lock(Path dir) throws IOException {
        FileChannel channel =
                FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw dirInUse(dir);
        }
        channel.close();
        throw dirInUse(dir);
    }

    private static FailureException dirInUse(Path dir) {
        return FailureException.rejected(
                "data-dir-in-use",
                "Another rowmill is running on " + dir + ": stop it, or name another directory by --data-dir.");
    }

    private static EmbeddedObjectStore startStore(Path dir, Ports ports) {
        try {
            return EmbeddedObjectStore.start(dir.resolve("s3"), ports.objectStore(), BUCKET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever became of the broker: a store that did start is remembered, so that it is stopped. */
    private void push(CompletableFuture<EmbeddedObjectStore> starting) {
        EmbeddedObjectStore store = starting.exceptionally(e -> null).join();
        if (store != null) {
            started.push(store);
        }
    }

    private static EmbeddedObjectStore joined(CompletableFuture<EmbeddedObjectStore> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public Addresses addresses() {
        return Objects.requireNonNull(addresses);
    }

    /** Stops registry, store and broker, in the reverse order of their start. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                first = first == null ? new IllegalStateException("the platform did not stop cleanly", e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
