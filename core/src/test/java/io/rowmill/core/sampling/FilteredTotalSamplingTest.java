package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Filter;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are totals of some of the rows that refer to their row, from real rows to synthetic ones. */
class FilteredTotalSamplingTest {
    private static final int TEAMS = 40;
    private static final int MATCHES = 400;

    private final SplittableRandom random = new SplittableRandom(3);
    private final List<String[]> matches = new ArrayList<>();
    private final List<String[]> shots = new ArrayList<>();
    /** Matches say something of their shots. */
    private boolean counts = true;

    private boolean shotsOfTeams;

    private static TableMetadata table(String name, Object... columns) {
        List<ColumnMetadata> out = new ArrayList<>();
        for (int i = 0; i < columns.length; i += 2) {
            out.add(ColumnMetadata.of((String) columns[i], (Sdtype) columns[i + 1]));
        }
        return new TableMetadata(name, out, List.of("id"));
    }

    private static Relationship key(String child, String column, String parent) {
        return new Relationship(parent, List.of("id"), child, List.of(column), Optional.empty(), false);
    }

    /** Two teams meet, each shot is one team's, at a place and with a force. A match says how many were the home team's. */
    private FittedDatabase football() throws IOException {
        List<String[]> teams = new ArrayList<>();
        for (int t = 0; t < TEAMS; t++) {
            teams.add(new String[] {"" + t, "league" + t % 2});
        }
        String[] places = {"near", "far", "box"};
        for (int m = 0; m < MATCHES; m++) {
            int home = random.nextInt(TEAMS);
            int away = (home + 1 + random.nextInt(TEAMS - 1)) % TEAMS;
            String favourite = places[random.nextInt(3)];
            int[] sums = new int[5];
            for (int s = random.nextInt(7); s > 0; s--) {
                boolean isHome = random.nextInt(5) < 3;
                String place = places[random.nextInt(3)];
                int force = 1 + random.nextInt(40);
                boolean isFailed = random.nextInt(12) == 0;
                shots.add(new String[] {
                    "" + shots.size(),
                    "" + m,
                    "" + (isHome ? home : away),
                    place,
                    isFailed ? "failed" : "hit",
                    "" + force
                });
                sums[0] += isHome ? 1 : 0;
                sums[1] += place.equals(favourite) ? 1 : 0;
                sums[2] += isFailed ? 1 : 0;
                sums[3] += place.equals("far") ? force : 0;
            }
            if (!counts) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = random.nextInt(4);
                }
            }
            matches.add(new String[] {
                "" + m, "" + home, "" + away, favourite, "" + sums[0], "" + sums[1], "" + sums[2], "" + sums[3]
            });
        }
        if (shotsOfTeams) {
            teams.replaceAll(t -> new String[] {t[0], t[1], "" + count(shots, s -> s[2].equals(t[0]))});
        }
        TableMetadata team = shotsOfTeams
                ? table("team", "id", Sdtype.ID, "league", Sdtype.CATEGORICAL, "shots", Sdtype.NUMERICAL)
                : table("team", "id", Sdtype.ID, "league", Sdtype.CATEGORICAL);
        TableMetadata match = table(
                "match",
                "id",
                Sdtype.ID,
                "home",
                Sdtype.ID,
                "away",
                Sdtype.ID,
                "favourite",
                Sdtype.CATEGORICAL,
                "of_home",
                Sdtype.NUMERICAL,
                "of_favourite",
                Sdtype.NUMERICAL,
                "failed",
                Sdtype.NUMERICAL,
                "far_force",
                Sdtype.NUMERICAL);
        TableMetadata shot = table(
                "shot",
                "id",
                Sdtype.ID,
                "match",
                Sdtype.ID,
                "team",
                Sdtype.ID,
                "place",
                Sdtype.CATEGORICAL,
                "result",
                Sdtype.CATEGORICAL,
                "force",
                Sdtype.NUMERICAL);
        Map<String, TableRows> rows = Map.of(
                "team", new InMemoryRows(team, teams),
                "match", new InMemoryRows(match, matches),
                "shot", new InMemoryRows(shot, shots));
        return new FittedDatabase(
                new DatabaseMetadata(
                        List.of(team, match, shot),
                        List.of(
                                key("match", "home", "team"),
                                key("match", "away", "team"),
                                key("shot", "match", "match"),
                                key("shot", "team", "team"))),
                rows);
    }

    @Test
    void totalsOfSomeRowsAreFoundWithWhatTheseRowsHaveInCommon() throws IOException {
        FittedDatabase football = football();

        assertThat(football.rules("match").totals())
                .extracting(Total::column, Total::kind, Total::factors, Total::filter)
                .containsExactlyInAnyOrder(
                        tuple(
                                "of_home",
                                Total.Kind.COUNT,
                                List.of(),
                                new Filter.SameParent("shot.team->team", "match.home->team")),
                        tuple("of_favourite", Total.Kind.COUNT, List.of(), new Filter.SameValue("place", "favourite")),
                        tuple("failed", Total.Kind.COUNT, List.of(), new Filter.Holding("result", "failed")),
                        tuple("far_force", Total.Kind.SUM, List.of("force"), new Filter.Holding("place", "far")));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 60})
    void everyTotalOfSomeRowsHolds(int chunkRows) throws IOException {
        FittedDatabase football = football();

        Map<String, SampledTable> sample = football.sample(SamplePlan.of(
                football.linkage(), new SampleRequest(1, Map.of(), new Seed(5)), chunkRows, Long.MAX_VALUE));

        Map<Object, List<Object[]>> shotsOf = new HashMap<>();
        sample.get("shot").rows().forEach(s -> shotsOf.computeIfAbsent(s[1], m -> new ArrayList<>())
                .add(s));
        assertThat(shotsOf).hasSizeGreaterThan(MATCHES / 2);
        assertThat(sample.get("match").rows()).hasSize(MATCHES).allSatisfy(m -> {
            List<Object[]> of = shotsOf.getOrDefault(m[0], List.of());
            assertThat(m[4]).isEqualTo(count(of, s -> s[2].equals(m[1])));
            assertThat(m[5]).isEqualTo(count(of, s -> Objects.equals(s[3], m[3])));
            assertThat(m[6]).isEqualTo(count(of, s -> "failed".equals(s[4])));
            assertThat(m[7])
                    .isEqualTo(of.stream()
                            .filter(s -> "far".equals(s[3]))
                            .mapToLong(s -> (Long) s[5])
                            .sum());
        });
    }

    private static <T> long count(List<T[]> rows, Predicate<T[]> taken) {
        return rows.stream().filter(taken).count();
    }

    @Test
    void filtersAreReadAsTheyWereWritten() throws IOException {
        FittedDatabase football = football();

        TableRules rules = football.rules("match");
        ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());

        assertThat(json.readValue(json.writeValueAsBytes(rules), TableRules.class))
                .isEqualTo(rules);
    }

    /** A team says how many shots it had, but shots are made by match. */
    @Test
    void aTotalOverAnotherKeyThanTheDriverIsNamedAsNotKept() throws IOException {
        shotsOfTeams = true;

        FittedDatabase football = football();

        assertThat(football.linkage()
                        .graph()
                        .table("shot")
                        .driver()
                        .orElseThrow()
                        .parent())
                .isEqualTo("match");
        assertThat(football.rules("team").totals()).isEmpty();
        assertThat(football.warnings())
                .containsExactly("Columns of table team are numbers or sums of rows that refer to it, which are not"
                        + " made together: shots. Synthetic rows don't keep that.");
    }

    @Test
    void columnsThatCountNothingAreNoTotals() throws IOException {
        counts = false;

        assertThat(football().rules("match").totals()).isEmpty();
    }
}
