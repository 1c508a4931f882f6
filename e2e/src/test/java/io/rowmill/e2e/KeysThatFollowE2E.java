package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.CsvFile;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.FootballFiles;
import io.rowmill.e2e.harness.Rowmill;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        DatabaseFiles synthetic = DatabaseFiles.read(dir.resolve("out"), football.resolve("metadata.json"));
        synthetic.assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        Set<List<String>> squads = tuples(synthetic.table("squad"), "tournament", "team", "player");
        Set<List<String>> playing = tuples(synthetic.table("squad"), "tournament", "team");
        Map<String, List<String>> matches = new HashMap<>();
        synthetic
                .table("match")
                .tuples(List.of("id", "tournament", "home", "away"))
                .forEach(m -> matches.put(m.get(0), m));
        assertThat(matches.values())
                .hasSizeGreaterThan(150)
                .allMatch(m -> playing.contains(List.of(m.get(1), m.get(2))))
                .allMatch(m -> playing.contains(List.of(m.get(1), m.get(3))));
        assertThat(synthetic.table("goal").tuples(List.of("match", "tournament", "team", "player", "home_team")))
                .hasSizeGreaterThan(300)
                .allMatch(g -> matches.get(g.get(0)).get(1).equals(g.get(1)))
                .allMatch(g -> matches.get(g.get(0))
                        .get(g.get(4).equals("yes") ? 2 : 3)
                        .equals(g.get(2)))
                .allMatch(g -> squads.contains(List.of(g.get(1), g.get(2), g.get(3))));
    }

    private static Set<List<String>> tuples(CsvFile table, String... columns) {
        return new HashSet<>(table.tuples(List.of(columns)));
    }
}
