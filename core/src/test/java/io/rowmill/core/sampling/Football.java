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

    /**
     * Cells by table: the primary key, the foreign keys in the order of {@link #keys()}, the content in the order of {@link
     * #content()}.
     */
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

    /**
     * Table, column and type of each column that is no key. Whether a goal is one of the home team follows from its team; a match says
     * how many goals it had, and the minute of the last.
     */
    public static List<String[]> content() {
        return List.of(
                new String[] {"match", "stage", "categorical"},
                new String[] {"match", "goals", "numerical"},
                new String[] {"match", "last_goal", "numerical"},
                new String[] {"goal", "home_team", "categorical"},
                new String[] {"goal", "minute", "numerical"});
    }

    private String add(String table, String... cells) {
        List<String[]> rows = tables.get(table);
        String[] row = new String[cells.length + 1];
        row[0] = Integer.toString(rows.size() + 1);
        System.arraycopy(cells, 0, row, 1, cells.length);
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
                String stage = home < 4 ? "group" : "final";
                int goals = random.nextInt(4) + random.nextInt(2);
                int[] minutes = random.ints(goals, 1, 91).sorted().toArray();
                String last = goals == 0 ? null : Integer.toString(minutes[goals - 1]);
                String match = add(
                        "match", tournament, id(teams[home]), id(teams[away]), stage, Integer.toString(goals), last);
                for (int minute : minutes) {
                    boolean ofHome = random.nextInt(5) < 3;
                    int team = ofHome ? teams[home] : teams[away];
                    String player = squads.get(team).get(random.nextInt(SQUAD));
                    String ofHomeTeam = ofHome ? "yes" : "no";
                    add("goal", tournament, match, id(team), player, ofHomeTeam, Integer.toString(minute));
                }
            }
        }
    }

    private static String id(int team) {
        return Integer.toString(team + 1);
    }
}
