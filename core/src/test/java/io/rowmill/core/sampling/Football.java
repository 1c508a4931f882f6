package io.rowmill.core.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A database whose keys follow from each other: teams play tournaments with squads of players, two of them meet in a match, and a
 * goal is scored by a player of one of the two.
 */
public final class Football {
    private static final int TEAMS = 16;
    private static final int PLAYING = 8;
    private static final int SQUAD = 11;
    private static final int PLAYERS = 40;

    private final SplittableRandom random;
    private final Map<String, List<String[]>> tables = new LinkedHashMap<>();

    public Football(long seed, int tournaments) {
        random = new SplittableRandom(seed);
        List.of("tournament", "team", "player", "squad", "match", "goal")
                .forEach(t -> tables.put(t, new ArrayList<>()));
        for (int team = 0; team < TEAMS; team++) {
            add("team");
        }
        for (int player = 0; player < TEAMS * PLAYERS; player++) {
            add("player");
        }
        for (int tournament = 0; tournament < tournaments; tournament++) {
            play(add("tournament"));
        }
    }

    /** Cells by table: the primary key, then the foreign keys in the order of {@link #keys()}. */
    public Map<String, List<String[]>> tables() {
        return tables;
    }

    /** Child, column and parent of each foreign key. */
    public static List<String[]> keys() {
        return List.of(
                new String[] {"squad", "tournament", "tournament"},
                new String[] {"squad", "team", "team"},
                new String[] {"squad", "player", "player"},
                new String[] {"match", "tournament", "tournament"},
                new String[] {"match", "home", "team"},
                new String[] {"match", "away", "team"},
                new String[] {"goal", "tournament", "tournament"},
                new String[] {"goal", "match", "match"},
                new String[] {"goal", "team", "team"},
                new String[] {"goal", "player", "player"});
    }

    private String add(String table, String... keys) {
        List<String[]> rows = tables.get(table);
        String[] row = new String[keys.length + 1];
        row[0] = Integer.toString(rows.size() + 1);
        System.arraycopy(keys, 0, row, 1, keys.length);
        rows.add(row);
        return row[0];
    }

    private void play(String tournament) {
        int[] teams = random.ints(0, TEAMS).distinct().limit(PLAYING).toArray();
        Map<Integer, List<String>> squads = new LinkedHashMap<>();
        for (int team : teams) {
            List<String> squad = random.ints(0, PLAYERS)
                    .distinct()
                    .limit(SQUAD)
                    .mapToObj(p -> Integer.toString(team * PLAYERS + p + 1))
                    .toList();
            squad.forEach(player -> add("squad", tournament, id(team), player));
            squads.put(team, squad);
        }
        for (int home = 0; home < PLAYING; home++) {
            for (int away = 0; away < home; away++) {
                String match = add("match", tournament, id(teams[home]), id(teams[away]));
                for (int goal = random.nextInt(4) + random.nextInt(2); goal > 0; goal--) {
                    int team = random.nextInt(5) < 3 ? teams[home] : teams[away];
                    List<String> squad = squads.get(team);
                    add("goal", tournament, match, id(team), squad.get(random.nextInt(SQUAD)));
                }
            }
        }
    }

    private static String id(int team) {
        return Integer.toString(team + 1);
    }
}
