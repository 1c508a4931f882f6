package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One instance of a service from its own jar, configured by environment variables as in deploy/compose.yaml. It can be killed and started again. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    private static final int STOP_SECONDS = 40;

    private final String name;
    private final List<String> command;
    private final Rowmill environment;
    private final int port;
    private Process process;
    private int starts;

    private ServiceProcess(String name, List<String> command, Rowmill environment, int port) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.port = port;
    }

    /**
     * The only instance of a service.
     *
     * @param settings of its environment, beside its own directory and port
     */
    public static ServiceProcess start(String service, Map<String, String> settings, Path dir) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ROWMILL_WORK_DIR", dir.resolve("work-" + service).toString());
        return start(service, service, "384m", new Rowmill(dir).with(all));
    }

    /**
     * @param service module without its ending: {@code trainer}
     * @param name of this instance among others of the service
     * @param environment with what tells the service where the platform is
     */
    public static ServiceProcess start(String service, String name, String heap, Rowmill environment)
            throws IOException {
        int port = FreePort.next();
        Path jar = Project.path(service + "-service/target/quarkus-app/quarkus-run.jar");
        List<String> command =
                List.of(java(), "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
        ServiceProcess started = new ServiceProcess(
                name,
                command,
                environment.with(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", Integer.toString(port))),
                port);
        started.start();
        return started;
    }

    /** After {@link #kill()}: the same service with the same configuration. */
    public void start() throws IOException {
        starts++;
        process = environment.start(command, log(starts), environment.home().resolve(name + "." + starts + ".err"));
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it in its tracks, as a machine does that is suspended; its connections stay open. */
    public void stall() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + signal + " " + name + " ended with " + status);
        }
    }

    /** Everything it has logged, over all its lives. */
    public String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int life = 1; life <= starts; life++) {
            all.append(Files.readString(log(life)));
        }
        return all.toString();
    }

    private Path log(int life) {
        return environment.home().resolve(name + "." + life + ".log");
    }

    public String name() {
        return name;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until its own health check says that it is ready. */
    public void awaitReady() {
        Await.until(name + " is ready", START_LIMIT, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended:\n" + log());
            }
            return isReady();
        });
    }

    public boolean isReady() {
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

    /** What a health check answers, well or not; nothing as long as nobody listens. */
    public String health(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try {
            boolean well = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
            try (InputStream in = well ? connection.getInputStream() : connection.getErrorStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (ConnectException e) {
            return "";
        }
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Waits until it ends by itself.
     *
     * @return its exit code
     */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " goes on");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
