package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.SchemaBuilder;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.keys.KeyRule;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules between keys, made at random, are found and hold in every sampled row. */
class KeyRuleSamplingTest {
    private final SchemaBuilder schema = new SchemaBuilder();
    private final Map<String, List<String[]>> cells = new HashMap<>();
    private final Map<String, Map<Object, Object[]>> byKey = new HashMap<>();
    private Map<String, SampledTable> sampled = Map.of();
    private Linkage linkage = new Linkage(new SchemaGraph(List.of(), Set.of()), List.of());

    /** @param row cells of the primary key, then of the foreign keys, comma-separated; {@code -} is null */
    private void table(String name, int rows, String primaryKey, IntFunction<String> row) {
        schema.table(name, rows, primaryKey);
        cells.put(
                name,
                IntStream.range(0, rows)
                        .mapToObj(i -> row.apply(i).split(","))
                        .map(KeyRuleSamplingTest::withNulls)
                        .toList());
    }

    private static String[] withNulls(String[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].equals("-") ? null : row[i];
        }
        return row;
    }

    private String cell(String table, String row, int column) {
        return cells.get(table).get(Integer.parseInt(row))[column];
    }

    private List<KeyRule> sample(String ruled, double scale) throws IOException {
        return sample(schema.metadata(), ruled, scale);
    }

    private List<KeyRule> sample(DatabaseMetadata metadata, String ruled, double scale) throws IOException {
        Map<String, TableRows> rows = new HashMap<>();
        metadata.tables().forEach(t -> rows.put(t.name(), new InMemoryRows(t, cells.get(t.name()))));
        FittedDatabase database = new FittedDatabase(metadata, rows);
        SampleRequest request = new SampleRequest(scale, Map.of(), new Seed(5));
        sampled = database.sample(SamplePlan.of(database.linkage(), request, 100, Long.MAX_VALUE));
        Integrity.check(database.metadata(), sampled);
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
        linkage = database.linkage();
        return linkage.table(ruled).keyRules();
    }

    private List<Object[]> rows(String table) {
        return sampled.get(table).rows();
    }

    /** A sampled row by its primary key of one column. */
    private Object[] row(String table, Object key) {
        return byKey.computeIfAbsent(table, t -> {
                    Map<Object, Object[]> rows = new HashMap<>();
                    rows(t).forEach(r -> rows.put(r[0], r));
                    return rows;
                })
                .get(key);
    }

    private static Function<Object[], Object> key(int... columns) {
        return row -> IntStream.of(columns).mapToObj(c -> row[c]).toList();
    }

    private Set<Object> standing(String table, int... columns) {
        Set<Object> all = new HashSet<>();
        rows(table).forEach(r -> all.add(key(columns).apply(r)));
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aKeyIsWhereALongWayLeads(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        table("region", 7, "id", i -> "" + i);
        table("site", 30 + random.nextInt(30), "id", i -> i + "," + random.nextInt(7));
        int sites = cells.get("site").size();
        table("unit", 150, "id", i -> i + "," + random.nextInt(sites));
        table("worker", 100, "id", i -> i + "");
        table("job", 400 + random.nextInt(200), "id", i -> {
            int unit = random.nextInt(150);
            String region = cell("site", cell("unit", "" + unit, 1), 1);
            return i + "," + random.nextInt(100) + "," + region + "," + (random.nextInt(5) == 0 ? "-" : unit);
        });
        // Where the way leads nowhere, any region is there.
        schema.key("site", "region", "region")
                .key("unit", "site", "site")
                .key("job", "worker", "worker")
                .key("job", "region", "region")
                .key("job", "unit", "unit");

        // When
        List<KeyRule> rules = sample("job", 2);

        // Then
        assertThat(rules).isNotEmpty();
        assertThat(rows("job"))
                .filteredOn(r -> r[3] != null)
                .hasSizeGreaterThan(500)
                .allMatch(r -> r[2].equals(row("site", row("unit", r[3])[1])[1]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aParentIsAmongThoseOfTheDriver(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int patients = 80;
        table("patient", patients, "id", i -> "P" + (100 + i));
        table("ward", 200, "id", i -> i + "");
        table("stay", 300, "id", i -> i + ",P" + (100 + random.nextInt(patients)) + "," + random.nextInt(200));
        table("event", 1000, "id", i -> {
            int stay = random.nextInt(300);
            return i + "," + cell("stay", "" + stay, 1) + "," + (random.nextInt(3) == 0 ? "-" : stay);
        });
        // Stays lie together by patient, or by ward.
        if (seed % 2 == 0) {
            schema.driver("stay", "patient", "patient").key("stay", "ward", "ward");
        } else {
            schema.key("stay", "patient", "patient").driver("stay", "ward", "ward");
        }
        schema.key("event", "patient", "patient").key("event", "stay", "stay");

        // When
        List<KeyRule> rules = sample("event", 1);

        // Then
        assertThat(rules).hasAtLeastOneElementOfType(KeyRule.Through.class);
        assertThat(rows("event").stream().filter(r -> r[2] != null).count()).isBetween(500L, 800L);
        assertThat(rows("event")).filteredOn(r -> r[2] != null).allMatch(r -> r[1].equals(row("stay", r[2])[1]));
    }

    @Test
    void aTableThatIsTooLargeToBeLookedUpInIsRefusedBeforeAnyRowIsMade() throws IOException {
        // Given stays that lie together by ward, and are looked up by patient
        aParentIsAmongThoseOfTheDriver(1);
        SampleRequest large = new SampleRequest(1, Map.of("stay", RowsHaving.MOST_INDEXED + 1L), new Seed(5));
        SampleRequest small = new SampleRequest(1, Map.of("stay", (long) RowsHaving.MOST_INDEXED), new Seed(5));

        // When // Then
        assertThatThrownBy(() -> SamplePlan.of(linkage, large, 100, Long.MAX_VALUE))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("event")
                .hasMessageContaining("drawn from the rows of table stay")
                .hasMessageContaining("5000001");
        assertThat(SamplePlan.of(linkage, small, 100, Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void aKeyWhoseRuleIsStruckFollowsFromNone() throws IOException {
        // Given
        aKeyIsWhereALongWayLeads(1);
        DatabaseMetadata keys = schema.metadata();
        Constraint struck = new Constraint(
                1, "KeyRule", "job", Map.of("column_names", List.of("region")), true, false, Optional.empty());

        // When
        List<KeyRule> rules =
                sample(new DatabaseMetadata(keys.tables(), keys.relationships(), List.of(struck)), "job", 2);

        // Then
        assertThat(rules).noneMatch(rule -> rule.settles().contains("job.region->region"));
        byKey.clear();
        assertThat(rows("job"))
                .filteredOn(r -> r[3] != null)
                .anyMatch(r -> !r[2].equals(row("site", row("unit", r[3])[1])[1]));
    }

    private static DatabaseMetadata withContent(DatabaseMetadata keys) {
        List<TableMetadata> tables = new ArrayList<>();
        for (TableMetadata table : keys.tables()) {
            List<ColumnMetadata> columns = new ArrayList<>(table.columns());
            Football.content().stream()
                    .filter(c -> c[0].equals(table.name()))
                    .forEach(c -> columns.add(ColumnMetadata.of(c[1], Sdtype.of(c[2]))));
            tables.add(new TableMetadata(table.name(), columns, table.primaryKey()));
        }
        return new DatabaseMetadata(tables, keys.relationships());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whatHappensInAMatchIsOfItsTeamsAndTheirPlayers(int seed) throws IOException {
        // Given
        Football football = new Football(seed, 6);
        football.tables().forEach((name, rows) -> {
            schema.table(name, rows.size(), "id");
            cells.put(name, rows);
        });
        Football.keys().forEach(k -> schema.key(k[0], k[1], k[2]));

        // When
        List<KeyRule> rules = sample(withContent(schema.metadata()), "goal", 1.5);

        // Then
        assertThat(rules).hasSize(3);
        Set<Object> squads = standing("squad", 1, 2, 3);
        assertThat(rows("match"))
                .hasSizeGreaterThan(100)
                .allMatch(m -> standing("squad", 1, 2).contains(List.of(m[1], m[2]))
                        && standing("squad", 1, 2).contains(List.of(m[1], m[3])));
        assertThat(rows("goal")).hasSizeGreaterThan(400).allMatch(g -> {
            Object[] match = row("match", g[2]);
            return g[1].equals(match[1])
                    && g[3].equals(g[5].equals("yes") ? match[2] : match[3])
                    && squads.contains(List.of(g[1], g[3], g[4]));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void keysThatStandTogetherOnceDoSo(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        table("person", 60, "id", i -> i + "");
        table("course", 40, "id", i -> i + "");
        table("badge", 60, "id", i -> i + "");
        List<String> badges = new ArrayList<>(
                IntStream.range(0, 60).mapToObj(Integer::toString).toList());
        Collections.shuffle(badges, new java.util.Random(seed));
        List<String> visits = new ArrayList<>();
        for (int person = 0; person < 60; person++) {
            int of = person;
            random.ints(0, 40).distinct().limit(5 + random.nextInt(10)).forEach(c -> visits.add(of + "," + c));
        }
        table("visit", visits.size(), "id", i -> i + "," + visits.get(i));
        table("office", 50, "id", i -> i + "," + random.nextInt(60) + "," + badges.get(i));
        schema.key("visit", "person", "person")
                .key("visit", "course", "course")
                .driver("office", "person", "person")
                .key("office", "badge", "badge");

        // When
        List<KeyRule> rules = sample("visit", 1.3);

        // Then
        assertThat(rules).hasSize(1);
        assertThat(standing("visit", 1, 2)).hasSameSizeAs(rows("visit"));
        assertThat(standing("office", 2)).hasSameSizeAs(rows("office"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whatMakesARowUniqueIsTakenWithoutRepetition(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        table("club", 20, "id", i -> i + "");
        table("person", 500, "id", i -> i + "");
        table("member", 500, "id", i -> i + "," + i % 20 + "," + (i * 7 % 500));
        table("meeting", 80, "id", i -> i + "," + random.nextInt(20));
        List<String> attendances = new ArrayList<>();
        for (int meeting = 0; meeting < 80; meeting++) {
            int club = Integer.parseInt(cell("meeting", "" + meeting, 1));
            int of = meeting;
            random.ints(0, 25)
                    .distinct()
                    .limit(5 + random.nextInt(8))
                    .forEach(m -> attendances.add(of + "," + cell("member", "" + (club + 20 * m), 2)));
        }
        table("attendance", attendances.size(), "meeting,person", attendances::get);
        schema.key("member", "club", "club")
                .key("member", "person", "person")
                .key("meeting", "club", "club")
                .driver("attendance", "meeting", "meeting")
                .key("attendance", "person", "person");

        // When
        List<KeyRule> rules = sample("attendance", 1.2);

        // Then
        assertThat(rules).hasAtLeastOneElementOfType(KeyRule.Through.class);
        Set<Object> members = standing("member", 1, 2);
        assertThat(rows("attendance"))
                .filteredOn(a -> members.contains(List.of(row("meeting", a[0])[1], a[1])))
                .hasSizeGreaterThan(rows("attendance").size() * 99 / 100);
    }

    @Test
    void aLinkageOfAnEarlierVersionHasNoRules() throws IOException {
        // Given
        table("person", 10, "id", i -> i + "");
        table("visit", 50, "id", i -> i + "," + i % 10 + "," + i % 10);
        schema.key("visit", "person", "person").key("visit", "again", "person");
        sample("visit", 1);
        JsonNode json = new ObjectMapper().readTree(linkage.toJson());

        // When
        json.get("tables").forEach(t -> {
            ((ObjectNode) t).remove("keyRules");
            t.get("foreignKeys").forEach(k -> ((ObjectNode) k).remove(List.of("match", "way")));
        });

        // Then
        assertThat(linkage.table("visit").keyRules()).isNotEmpty();
        Linkage earlier = Linkage.fromJson(json.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(earlier.table("visit").keyRules()).isEmpty();
        assertThat(earlier.table("visit").foreignKeys()).allMatch(k -> k.way().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void numbersWithinTwoParentsStayAsSmall(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        table("race", 40, "id", i -> i + "");
        table("driver", 20, "id", i -> i + "");
        List<String> stops = new ArrayList<>();
        for (int pair = 0; pair < 800; pair++) {
            for (int stop = 1; stop <= 1 + random.nextInt(3); stop++) {
                stops.add(pair / 20 + "," + pair % 20 + "," + stop);
            }
        }
        table("stop", stops.size(), "race,driver,no", stops::get);
        schema.key("stop", "race", "race").key("stop", "driver", "driver");

        // When
        sample("stop", 1);

        // Then
        assertThat(rows("stop")).extracting(r -> r[2]).containsOnly(1L, 2L, 3L);
    }
}
