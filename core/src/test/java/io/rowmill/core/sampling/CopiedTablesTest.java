package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tracks have a genre, which lies in another one, and are sold in shops of countries: genres, countries and cities are public. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopiedTablesTest {
    private static final int GENRES = 12;
    private static final int TRACKS = 3_000;

    private final SplittableRandom random = new SplittableRandom(3);
    private final Map<String, TableRows> rows = new HashMap<>();
    private FittedDatabase database;

    @BeforeAll
    void fit() throws IOException {
        TableMetadata genre = table(true, "genre", "id", "name", "within");
        TableMetadata country = table(true, "country", "code", "name");
        TableMetadata city = table(true, "city", "id", "country", "name");
        TableMetadata rate = table(false, "rate", "country", "genre", "percent");
        TableMetadata track = table(false, "track", "id", "genre", "country", "city", "seconds");
        rows.put("genre", new InMemoryRows(genre, genres()));
        rows.put("country", new InMemoryRows(country, cells(4, i -> new String[] {"0" + i, "Country " + i})));
        rows.put("city", new InMemoryRows(city, cells(20, i -> new String[] {"C" + i, "0" + i % 4, "City " + i})));
        rows.put("rate", new InMemoryRows(rate, cells(4 * GENRES, i ->
                new String[] {"0" + i % 4, genreId(i / 4), "" + random.nextInt(9)})));
        rows.put("track", new InMemoryRows(track, cells(TRACKS, this::track)));
        database = new FittedDatabase(
                new DatabaseMetadata(
                        List.of(track, city, genre, country, rate),
                        List.of(
                                key("genre", "id", "genre", "within"),
                                key("country", "code", "city", "country"),
                                key("genre", "id", "track", "genre"),
                                key("country", "code", "track", "country"),
                                key("city", "id", "track", "city"),
                                key("country", "code", "rate", "country"),
                                key("genre", "id", "rate", "genre"))),
                rows);
    }

    private static TableMetadata table(boolean copied, String name, String... columns) {
        List<String> keys = List.of("id", "genre", "country", "city", "code", "within");
        List<ColumnMetadata> all = Arrays.stream(columns)
                .map(c -> ColumnMetadata.of(
                        c, keys.contains(c) ? Sdtype.ID : c.equals("name") ? Sdtype.CATEGORICAL : Sdtype.NUMERICAL))
                .toList();
        List<String> key =
                List.of("rate", "zone").contains(name) ? List.of(columns[0], columns[1]) : List.of(columns[0]);
        return new TableMetadata(name, all, key, Optional.empty(), List.of(), copied);
    }

    private static Relationship key(String parent, String parentKey, String child, String childKey) {
        return new Relationship(parent, List.of(parentKey), child, List.of(childKey), Optional.empty(), false);
    }

    private interface Row {
        String[] of(int i);
    }

    private static List<String[]> cells(int count, Row row) {
        return IntStream.range(0, count).mapToObj(row::of).toList();
    }

    private static String genreId(int i) {
        return "" + (i * 17 + 1_000) % 1_103;
    }

    private static List<String[]> genres() {
        return cells(GENRES, i -> new String[] {genreId(i), "Genre " + i, i < 4 ? null : genreId(i % 4)});
    }

    /** Of a genre that is rarer the higher its number; its city lies in its country. */
    private String[] track(int i) {
        int genre = (int) (GENRES * Math.pow(random.nextDouble(), 3));
        int city = random.nextInt(20);
        return new String[] {
            "" + i, genreId(genre), "0" + city % 4, "C" + city, "" + (100 + 20 * genre + random.nextInt(10))
        };
    }

    private Map<String, SampledTable> sample(double scale, Map<String, Long> wanted) throws IOException {
        return database.sample(plan(scale, wanted));
    }

    private SamplePlan plan(double scale, Map<String, Long> wanted) {
        return SamplePlan.of(database.linkage(), new SampleRequest(scale, wanted, new Seed(5)), 700, 1_000_000);
    }

    private List<List<String>> written(String table, SampledTable sampled) {
        List<List<String>> out = new ArrayList<>();
        for (Object[] row : sampled.rows()) {
            List<String> cells = new ArrayList<>();
            for (int c = 0; c < row.length; c++) {
                cells.add(database.format(
                        table, sampled.metadata().columns().get(c).name(), row[c]));
            }
            out.add(cells);
        }
        return out;
    }

    private List<List<String>> source(String table) {
        return ((InMemoryRows) rows.get(table))
                .rows().stream().map(Arrays::asList).toList();
    }

    private static Map<String, Double> shares(List<List<String>> rows, int column) {
        Map<String, Double> shares = new TreeMap<>();
        rows.forEach(row -> shares.merge(row.get(column), 1.0 / rows.size(), Double::sum));
        return shares;
    }

    @Test
    void rowsOfPublicTablesAreCopiedWithTheirKeysWhateverTheScale() throws IOException {
        for (double scale : new double[] {0.3, 1, 2.5}) {
            // When
            Map<String, SampledTable> made = sample(scale, Map.of());

            // Then
            for (String table : List.of("genre", "country", "city")) {
                assertThat(written(table, made.get(table))).as(table).isEqualTo(source(table));
            }
            assertThat(made.get("track").rows()).hasSize((int) (TRACKS * scale));
            Integrity.check(database.metadata(), made);
        }
    }

    @Test
    void eachPublicRowKeepsItsShareOfChildren() throws IOException {
        // Given
        Map<String, Double> real = shares(source("track"), 1);

        // When
        Map<String, Double> made = shares(written("track", sample(2, Map.of()).get("track")), 1);

        // Then
        assertThat(made.keySet()).isEqualTo(real.keySet());
        real.forEach((genre, share) -> assertThat(made.get(genre)).as(genre).isCloseTo(share, within(0.003)));
    }

    @Test
    void keysThatFollowFromKeysOfPublicRowsFollow() throws IOException {
        // When
        Map<String, SampledTable> made = sample(1, Map.of());

        // Then
        Map<String, String> countryOf = new HashMap<>();
        source("city").forEach(c -> countryOf.put(c.get(0), c.get(1)));
        assertThat(written("track", made.get("track")))
                .allSatisfy(t -> assertThat(t.get(2)).isEqualTo(countryOf.get(t.get(3))));
    }

    @Test
    void keysOfPublicRowsStayWhetherOrNotTheyLeadAnywhere() throws IOException {
        // Given an empty key, and keys that lead to no row: a number, a word, half of a key
        TableMetadata genre = table(true, "genre", "id", "name", "within");
        TableMetadata zone = table(true, "zone", "country", "code", "name");
        TableMetadata city = table(true, "city", "id", "country", "genre", "within");
        TableMetadata track = table(false, "track", "id", "genre", "seconds");
        Map<String, TableRows> here = new HashMap<>();
        here.put(
                "genre",
                new InMemoryRows(genre, List.of(new String[] {"", "None", null}, new String[] {"7", "Rock", "9"})));
        here.put("zone", new InMemoryRows(zone, cells(3, i -> new String[] {"1", "" + i, "Zone " + i})));
        here.put(
                "city",
                new InMemoryRows(
                        city,
                        List.of(new String[] {"1", "1", "2", ""}, new String[] {"2", null, "2", "7"}, new String[] {
                            "3", "far", "5", "x"
                        })));
        here.put("track", new InMemoryRows(track, cells(200, i ->
                new String[] {"" + i, i % 3 == 0 ? "" : "7", "" + i % 9})));

        // When
        FittedDatabase fitted = new FittedDatabase(
                new DatabaseMetadata(
                        List.of(track, city, genre, zone),
                        List.of(
                                key("genre", "id", "genre", "within"),
                                key("genre", "id", "city", "within"),
                                new Relationship(
                                        "zone",
                                        List.of("country", "code"),
                                        "city",
                                        List.of("country", "genre"),
                                        Optional.empty(),
                                        false),
                                key("genre", "id", "track", "genre"))),
                here);
        Map<String, SampledTable> made = fitted.sample(
                SamplePlan.of(fitted.linkage(), new SampleRequest(1, Map.of(), new Seed(5)), 700, 1_000_000));

        // Then
        for (String table : List.of("genre", "zone", "city")) {
            List<List<String>> real = ((InMemoryRows) here.get(table))
                    .rows().stream().map(Arrays::asList).toList();
            List<List<String>> rows = made.get(table).rows().stream()
                    .map(row -> Arrays.stream(row)
                            .map(cell -> cell == null ? null : cell.toString())
                            .toList())
                    .toList();
            assertThat(rows).as(table).isEqualTo(real);
        }
        assertThat(made.get("zone").rows()).allSatisfy(row -> assertThat(row[1]).isInstanceOf(Long.class));
        assertThat(made.get("city").rows()).allSatisfy(row -> assertThat(row[2]).isInstanceOf(Long.class));
        assertThat(made.get("track").rows().stream().map(row -> row[1])).containsOnly("", "7");
    }

    @Test
    void aLinkTableOfPublicTablesHasAsManyRowsAsTheirCombinationsAtMost() throws IOException {
        // When
        Map<String, SampledTable> made = sample(4, Map.of());

        // Then
        assertThat(made.get("rate").rows()).hasSize(4 * GENRES);
        Integrity.check(database.metadata(), made);
    }

    @Test
    void aNumberOfRowsCanNotBeAskedFor() {
        assertThatThrownBy(() -> plan(1, Map.of("genre", 5L)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("genre")
                .hasMessageContaining("public");
    }

    @Test
    void aLinkageWithCopiedTablesIsReadAsItWasWritten() {
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
    }
}
