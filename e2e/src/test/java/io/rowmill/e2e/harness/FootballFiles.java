package io.rowmill.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.sampling.Football;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Football} as CSV files with their metadata. */
public final class FootballFiles {
    private FootballFiles() {}

    /** Writes the tables and their metadata. */
    public static Path write(Path folder, long seed, int tournaments) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String[]>> table :
                new Football(seed, tournaments).tables().entrySet()) {
            List<String> lines = new ArrayList<>(
                    List.of(String.join(",", columns(table.getKey()).keySet())));
            table.getValue()
                    .forEach(row -> lines.add(
                            Stream.of(row).map(cell -> cell == null ? "" : cell).collect(Collectors.joining(","))));
            Files.write(folder.resolve(table.getKey() + ".csv"), lines);
        }
        Files.writeString(folder.resolve("metadata.json"), metadata());
        return folder;
    }

    /** Types by name. */
    private static Map<String, String> columns(String table) {
        Map<String, String> columns = new LinkedHashMap<>(Map.of("id", "id"));
        Football.keys().stream().filter(k -> k[0].equals(table)).forEach(k -> columns.put(k[1], "id"));
        Football.content().stream().filter(c -> c[0].equals(table)).forEach(c -> columns.put(c[1], c[2]));
        return columns;
    }

    private static String metadata() {
        String tables = Stream.of("tournament", "team", "player", "squad", "match", "goal")
                .map(t -> "\"" + t + "\": {\"primary_key\": \"id\", \"columns\": {"
                        + columns(t).entrySet().stream()
                                .map(c -> "\"" + c.getKey() + "\": {\"sdtype\": \"" + c.getValue() + "\"}")
                                .collect(Collectors.joining(", "))
                        + "}}")
                .collect(Collectors.joining(",\n"));
        String relationships = Football.keys().stream()
                .map(k -> String.format(
                        "{\"child_table_name\": \"%s\", \"child_foreign_key\": \"%s\", "
                                + "\"parent_table_name\": \"%s\", \"parent_primary_key\": \"id\"}",
                        k[0], k[1], k[2]))
                .collect(Collectors.joining(",\n"));
        return "{\"METADATA_SPEC_VERSION\": \"V1\", \"tables\": {" + tables + "}, \"relationships\": [" + relationships
                + "]}";
    }

    /** All of the rules that hold in {@link Football}, in rows of about as many tournaments. */
    public static void assertRulesHold(DatabaseFiles synthetic) {
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
        assertTotalsHold(synthetic);
    }

    private static void assertTotalsHold(DatabaseFiles synthetic) {
        Map<String, List<Integer>> minutes = new HashMap<>();
        synthetic.table("goal").tuples(List.of("match", "minute")).forEach(g -> minutes.computeIfAbsent(
                        g.get(0), m -> new ArrayList<>())
                .add(Integer.valueOf(g.get(1))));
        assertThat(synthetic.table("match").tuples(List.of("id", "goals", "last_goal")))
                .allSatisfy(m -> {
                    List<Integer> of = minutes.getOrDefault(m.get(0), List.of());
                    assertThat(m.get(1)).isEqualTo(Integer.toString(of.size()));
                    assertThat(m.get(2))
                            .isEqualTo(of.stream()
                                    .max(Integer::compare)
                                    .map(Object::toString)
                                    .orElse(null));
                });
    }

    private static Set<List<String>> tuples(CsvFile table, String... columns) {
        return new HashSet<>(table.tuples(List.of(columns)));
    }
}
