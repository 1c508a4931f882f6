package io.rowmill.e2e.harness;

import java.io.IOException;
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
        builder.environment().keySet().removeIf(name -> name.startsWith("ROWMILL_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("ROWMILL_BUILD", "skip");
        builder.environment().put("ROWMILL_HEAP", "1g");
        builder.environment().putAll(environment);
        return builder.start();
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
