package io.rowmill.benchmarks.size;

import io.rowmill.platform.settings.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, with 1 GiB of heap. */
final class MeasuredService implements AutoCloseable {
    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;

    private MeasuredService(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Waits until it is ready.
     *
     * @param dir for its log and work files
     */
    static MeasuredService start(String stage, Connection connection, Path dir) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.manager=" + System.getProperty("java.util.logging.manager"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceProcess.class.getName(),
                        stage))
                .redirectError(dir.resolve(stage + ".log").toFile());
        builder.environment().putAll(environment(connection, dir.resolve("work-" + stage)));
        MeasuredService service = new MeasuredService(builder.start());
        String answer = service.answers.readLine();
        if (!Usage.READY.equals(answer)) {
            throw new IOException("the " + stage + " service did not start: see its log in " + dir);
        }
        return service;
    }

    private static Map<String, String> environment(Connection connection, Path workDir) {
        Connection.Credentials credentials = connection.credentials().orElseThrow();
        return Map.of(
                "ROWMILL_KAFKA_BOOTSTRAP_SERVERS",
                connection.bootstrapServers(),
                "ROWMILL_REGISTRY_URL",
                connection.registryUrl(),
                "ROWMILL_S3_ENDPOINT",
                connection.s3Endpoint(),
                "ROWMILL_S3_ACCESS_KEY",
                credentials.accessKey(),
                "ROWMILL_S3_SECRET_KEY",
                credentials.secretKey(),
                "ROWMILL_WORK_DIR",
                workDir.toString());
    }

    Usage usage() throws IOException {
        return ask("");
    }

    /** Lets its peaks begin anew. */
    Usage reset() throws IOException {
        return ask(Usage.RESET);
    }

    private synchronized Usage ask(String question) throws IOException {
        questions.println(question);
        return Usage.parse(answers.readLine());
    }

    @Override
    public void close() throws InterruptedException {
        questions.close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
