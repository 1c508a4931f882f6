package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.DeclaredFiles;
import io.rowmill.e2e.harness.Rowmill;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that the metadata declares hold in every synthetic row, and a source that breaks one is rejected. */
class DeclaredRulesE2E {
    private static final int REJECTED = 2;

    @TempDir
    Path dir;

    @Test
    void everySyntheticRowKeepsWhatIsDeclared() throws Exception {
        // Given
        Path source = DeclaredFiles.write(dir.resolve("source"), 1, 0);

        // When
        new Rowmill(dir)
                .run(
                        "synthesize",
                        "--source",
                        source,
                        "--metadata",
                        source.resolve("metadata.json"),
                        "--out",
                        "out",
                        "--set",
                        "epochs=5",
                        "--seed",
                        1)
                .exits(0);

        // Then
        DeclaredFiles.assertRulesHold(dir.resolve("out"));
    }

    @Test
    void aSourceThatBreaksARuleIsRejected() throws Exception {
        // Given
        Path source = DeclaredFiles.write(dir.resolve("source"), 1, 7);

        // When
        Rowmill.Result rejected = new Rowmill(dir)
                .run(
                        "synthesize",
                        "--source",
                        source,
                        "--metadata",
                        source.resolve("metadata.json"),
                        "--out",
                        "out",
                        "--set",
                        "epochs=5")
                .exits(REJECTED);

        // Then
        assertThat(rejected.toString())
                .contains(
                        "Table line: 7 rows break Constraint 10 (Expression of table line), first rows 1, 2, 3, 4, 5, …."
                                + " Correct the rows or the constraint, or set its 'strict' to false: then it is a warning.");
    }
}
