package io.rowmill.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of others as a process on this machine, its output in a file: it can be stopped, killed and started again. */
final class Program implements AutoCloseable {
    private static final int STOP_SECONDS = 60;

    private final Path log;
    private final Map<String, String> environment;
    private Process process;

    /** @param log is appended to over all its lives */
    Program(Path log, Map<String, String> environment) {
        this.log = log;
        this.environment = environment;
    }

    void start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /**
     * Runs a command to its end.
     *
     * @throws AssertionError with what it said, unless it ended well
     */
    void run(List<String> command) throws IOException, InterruptedException {
        start(command);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + Files.readString(log));
        }
    }

    /** @throws AssertionError with its log, if it has ended */
    boolean isAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
        return true;
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, as an operator does who renews it. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            stop();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
