package io.rowmill.e2e.harness;

import io.rowmill.cli.RowmillCommand;
import io.rowmill.cli.app.ServiceHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a user has it: the start script as a child process, with a home and a place to stand of its own. */
public final class Rowmill {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final ServiceHost NO_SERVICES = (configuration, body) -> {
        throw new AssertionError("a client command starts no services");
    };

    private final Path home;
    private final Map<String, String> environment;
    private final List<String> before;

    /** @param home holds what the program would keep in the user's home, and the output of its commands */
    public Rowmill(Path home) {
        this(home, Map.of(), List.of());
    }

    private Rowmill(Path home, Map<String, String> environment, List<String> before) {
        this.home = home;
        this.environment = environment;
        this.before = before;
    }

    /** With more environment variables. */
    public Rowmill with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Rowmill(home, all, before);
    }

    /** Every command is started through another one, which takes the rest of its words as what to run. */
    public Rowmill behind(List<String> command) {
        return new Rowmill(home, environment, command);
    }

    /** What a command has left. */
    public record Result(List<String> command, int exitCode, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }

        /** @throws AssertionError with everything the command said, unless it ended with this code */
        public Result exits(int expected) {
            if (exitCode != expected) {
                throw new AssertionError("exit code " + exitCode + " instead of " + expected + ": " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return String.join(" ", command) + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
        }
    }

    /** Runs a command to its end. */
    public Result run(Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        Process process = start(out, err, arguments);
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("still running after " + LIMIT + ": " + result(process, out, err, arguments));
        }
        return result(process, out, err, arguments);
    }

    /**
     * Runs a client command inside this JVM, which takes a fraction of a process's time. Paths among the arguments are absolute.
     */
    public Result runHere(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = RowmillCommand.execute(
                NO_SERVICES, variables(), utf8(out), utf8(err), words(arguments).toArray(String[]::new));
        return new Result(
                words(arguments), exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static Result result(Process process, Path out, Path err, Object... arguments) throws IOException {
        return new Result(words(arguments), process.exitValue(), Files.readString(out), Files.readString(err));
    }

    Process start(Path out, Path err, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("sh", Project.path("rowmill").toString()));
        command.addAll(words(arguments));
        return start(command, out, err);
    }

    /** Starts anything in this home, with this environment. */
    Process start(List<String> command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables());
        return builder.start();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeIf(name -> name.startsWith("ROWMILL_"));
        variables.put("HOME", home.toString());
        variables.put("ROWMILL_BUILD", "skip");
        variables.put("ROWMILL_HEAP", "1g");
        // A test's processes end before optimized code has paid for its compilation.
        variables.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        variables.putAll(environment);
        return variables;
    }

    Path home() {
        return home;
    }

    private static List<String> words(Object... arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return words;
    }
}
