package io.rowmill.e2e;

import io.rowmill.core.testing.SharedData;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.Rowmill;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real databases from beside the repository; skipped where there are none. */
class SharedDataE2E {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"chinook"})
    void everyKeyOfARealDatabaseHolds(String name) throws Exception {
        // Given
        Path source = SharedData.folder(name);
        Path metadata = source.resolve("metadata.json");

        // When
        new Rowmill(dir)
                .run("synthesize", "--source", source, "--out", "synthetic", "--set", "epochs=2")
                .exits(0);

        // Then
        DatabaseFiles.read(dir.resolve("synthetic"), metadata)
                .assertPrimaryKeysAreUnique()
                .assertForeignKeysResolve()
                .assertLooksLike(DatabaseFiles.read(source, metadata));
    }
}
