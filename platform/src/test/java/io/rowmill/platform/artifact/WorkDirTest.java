package io.rowmill.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirTest {
    @TempDir
    private Path root;

    /** Another process: claims, says where, and waits to be killed. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            WorkDir dir = WorkDir.claim(Path.of(args[0]));
            Files.createFile(dir.path().resolve("rows"));
            System.out.println(dir.path());
            System.in.read();
        }
    }

    private Process holder() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void whatAKilledProcessLeftIsDeletedByTheNextAndALivingOnesIsNot() throws Exception {
        // Given
        Process living = holder();
        Process killed = holder();
        try {
            Path ofLiving = Path.of(living.inputReader().readLine());
            Path ofKilled = Path.of(killed.inputReader().readLine());
            killed.destroyForcibly();
            assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

            // When
            try (WorkDir mine = WorkDir.claim(root);
                    WorkDir second = WorkDir.claim(root)) {

                // Then
                assertThat(ofKilled).doesNotExist();
                assertThat(ofLiving.resolve("rows")).exists();
                assertThat(mine.path()).exists().isNotEqualTo(second.path());
            }
        } finally {
            living.destroyForcibly().waitFor();
            killed.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessThatEndsLeavesNothing() throws Exception {
        // Given
        WorkDir dir = WorkDir.claim(root);
        new JobDir(dir.path(), "job");

        // When
        dir.close();

        // Then
        try (var left = Files.list(root.resolve("jobs"))) {
            assertThat(left).noneMatch(Files::isDirectory).hasSize(1);
        }
    }
}
