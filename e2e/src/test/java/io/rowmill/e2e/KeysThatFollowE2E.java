package io.rowmill.e2e;

import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.FootballFiles;
import io.rowmill.e2e.harness.Rowmill;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that follow from each other in the source do so in every synthetic row. */
class KeysThatFollowE2E {
    @TempDir
    Path dir;

    @Test
    void aGoalIsOfItsMatchAndScoredByOneOfItsPlayers() throws Exception {
        // Given
        Path football = FootballFiles.write(dir.resolve("football"), 1, 8);

        // When
        new Rowmill(dir)
                .run("synthesize", "--source", football, "--out", "out", "--set", "epochs=5", "--seed", 1)
                .exits(0);

        // Then
        FootballFiles.assertRulesHold(DatabaseFiles.read(dir.resolve("out"), football.resolve("metadata.json")));
    }
}
