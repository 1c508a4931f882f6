package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartScriptTest {
    private static final Path SCRIPT = Path.of("..", "rowmill").toAbsolutePath().normalize();

    @TempDir
    private Path dir;

    @BeforeEach
    void aPosixShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh: the start script is not tested");
    }

    @Test
    void isValidForAPosixShell() throws Exception {
        // When
        Process check = new ProcessBuilder("sh", "-n", SCRIPT.toString())
                .redirectErrorStream(true)
                .start();

        // Then
        assertThat(output(check)).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void findsItselfThroughALinkAndTurnsAnOldJavaAway() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(dir.resolve("my-rowmill"), SCRIPT);
        Path java = Files.createDirectories(dir.resolve("jdk8/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder command = new ProcessBuilder(link.toString(), "--version").directory(dir.toFile());
        command.environment().put("JAVA_HOME", dir.resolve("jdk8").toString());
        command.environment().put("ROWMILL_BUILD", "skip");

        // When
        Process run = command.redirectErrorStream(true).start();

        // Then
        assertThat(output(run)).contains("needs Java 17 or newer").contains("version 8");
        assertThat(run.waitFor()).isEqualTo(1);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
