package io.rowmill.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDirTest {
    @TempDir
    Path workDir;

    @Test
    void itIsGoneWithEverythingInItWhenTheJobEnds() throws IOException {
        // When
        try (JobDir dir = new JobDir(workDir, "run-1")) {
            Files.writeString(dir.resolve("rows"), "real");
        }

        // Then
        assertThat(left()).isEmpty();
    }

    @Test
    void whatADeadProcessHasLeftIsDeletedAndWhatALivingOneUsesIsNot() throws Exception {
        // Given
        try (JobDir mine = new JobDir(workDir, "mine")) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Worker.class.getName(),
                            workDir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Path others = Path.of(other.inputReader().readLine());

            // When
            JobDir.deleteOrphans(workDir);
            List<Path> whileItLives = left();
            other.destroyForcibly().waitFor();
            JobDir.deleteOrphans(workDir);

            // Then
            assertThat(whileItLives).contains(others, mine.path());
            assertThat(left())
                    .contains(mine.path().toRealPath())
                    .doesNotContain(others)
                    .hasSize(2);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(workDir.resolve("jobs"))) {
            return files.toList();
        }
    }

    /** A process in the middle of a job. */
    static final class Worker {
        public static void main(String[] args) throws Exception {
            JobDir dir = new JobDir(Path.of(args[0]), "other");
            Files.writeString(dir.resolve("rows"), "real");
            System.out.println(dir.path());
            System.in.read();
        }
    }
}
