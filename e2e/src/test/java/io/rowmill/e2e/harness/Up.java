package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code rowmill up} on a directory, until it is closed. */
public final class Up implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final List<Integer> PORTS = List.of(9092, 8081, 9000, 8080);

    private final Rowmill rowmill;
    private final int portOffset;
    private final Process process;
    private final Path out;
    private final Path err;

    private final Path dataDir;

    private Up(Rowmill rowmill, Path dataDir, int portOffset, Process process, Path out, Path err) {
        this.rowmill = rowmill;
        this.dataDir = dataDir;
        this.portOffset = portOffset;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it on free ports and waits until it says that it is up. */
    public static Up start(Rowmill rowmill, Path dataDir) throws IOException, InterruptedException {
        return start(rowmill, dataDir, freeOffset());
    }

    private static Up start(Rowmill rowmill, Path dataDir, int offset) throws IOException, InterruptedException {
        Path out = Files.createTempFile(rowmill.home(), "up-out", ".txt");
        Path err = Files.createTempFile(rowmill.home(), "up-err", ".txt");
        Process process = rowmill.start(out, err, "up", "--data-dir", dataDir, "--port-offset", offset);
        Up up = new Up(rowmill, dataDir, offset, process, out, err);
        Await.until("rowmill is up", START_LIMIT, () -> up.isUp() || !process.isAlive());
        if (!up.isUp()) {
            throw new AssertionError("up ended with " + process.exitValue() + ":\n" + Files.readString(err));
        }
        return up;
    }

    private boolean isUp() throws IOException {
        return Files.readString(out).contains("rowmill is up");
    }

    /** Runs a client command against it, inside this JVM. Paths among the arguments are absolute. */
    public Rowmill.Result run(Object... arguments) {
        return rowmill.runHere(here(arguments));
    }

    /** Runs a client command against it as a user does, by the start script. */
    public Rowmill.Result runScript(Object... arguments) throws IOException, InterruptedException {
        return rowmill.run(here(arguments));
    }

    private Object[] here(Object... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--port-offset", portOffset))
                .toArray();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + (9092 + portOffset);
    }

    public String registryUrl() {
        return "http://127.0.0.1:" + (8081 + portOffset);
    }

    public String s3Endpoint() {
        return "http://127.0.0.1:" + (9000 + portOffset);
    }

    /** The home of who has started it. */
    public Path home() {
        return rowmill.home();
    }

    /** What lies in its object store. */
    public StoredObjects objects() {
        return new StoredObjects(dataDir.resolve("s3/objects/rowmill"));
    }

    /** kill -9: nothing is closed, nothing is flushed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Another one on the same directory and the same ports, after this one has ended. */
    public Up again() throws IOException, InterruptedException {
        return start(rowmill, dataDir, portOffset);
    }

    /** {@code accessKey} and {@code secretKey} of its object store, as it leaves them for its user's own commands. */
    public Properties storeCredentials() throws IOException {
        Properties credentials = new Properties();
        Path note = rowmill.home().resolve(".rowmill/running/" + (9000 + portOffset) + ".properties");
        try (InputStream in = Files.newInputStream(note)) {
            credentials.load(in);
        }
        return credentials;
    }

    /** What it has logged so far. */
    public String log() throws IOException {
        return Files.readString(err);
    }

    /** @return its exit code */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("up did not stop in " + STOP_LIMIT);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            stop();
        }
    }

    /** To be added to the usual ports so that all of them are free. */
    public static int freeOffset() {
        while (true) {
            int offset = ThreadLocalRandom.current().nextInt(12_000, 22_000);
            if (PORTS.stream().allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
