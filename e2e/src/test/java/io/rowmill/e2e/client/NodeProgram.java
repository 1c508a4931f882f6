package io.rowmill.e2e.client;

import io.rowmill.e2e.harness.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program for node with its dependencies, as its lock file names them.
 *
 * @param folder where it is installed
 */
record NodeProgram(Path folder) {
    private static final int LIMIT_MINUTES = 5;

    /** Copies it and lets npm fetch what it depends on. The test is skipped where there is no node. */
    static NodeProgram install(Path source, Path folder) throws IOException, InterruptedException {
        skipWithoutNode();
        Files.createDirectories(folder);
        for (String file : List.of("client.js", "plain.js", "package.json", "package-lock.json")) {
            Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        NodeProgram program = new NodeProgram(folder);
        program.execute("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return program;
    }

    /** @return the lines it prints */
    List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return execute(command.toArray(String[]::new));
    }

    private List<String> execute(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("still running after " + LIMIT_MINUTES + " minutes: " + String.join(" ", command));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                    + Files.readString(out) + Files.readString(err));
        }
        return Files.readAllLines(out);
    }

    private static void skipWithoutNode() throws InterruptedException {
        try {
            new ProcessBuilder("npm", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            Skip.because("the test of the JavaScript client needs node and npm on the path");
        }
    }
}
