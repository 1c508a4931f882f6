package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.linkage.Level;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the rows of one parent have in common, and no column of the parent shows. */
class LevelSamplingTest {
    private static final int USERS = 400;
    private static final int ITEMS = 150;
    private static final int SAMPLES = 20;

    private final SplittableRandom random = new SplittableRandom(7);

    /** What a rating is. */
    private interface Cell {
        String of(double userEffect, double itemEffect, boolean isGerman);
    }

    /** How many ratings a user has. */
    private interface Count {
        int of(int user, double userEffect);
    }

    private static final TableMetadata USER = new TableMetadata(
            "user",
            List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("country", Sdtype.CATEGORICAL)),
            List.of("id"));
    private static final TableMetadata ITEM =
            new TableMetadata("item", List.of(ColumnMetadata.of("id", Sdtype.ID)), List.of("id"));

    private static TableMetadata ratings(Sdtype type) {
        return new TableMetadata(
                "rating",
                List.of(
                        ColumnMetadata.of("id", Sdtype.ID),
                        ColumnMetadata.of("user_id", Sdtype.ID),
                        ColumnMetadata.of("item_id", Sdtype.ID),
                        ColumnMetadata.of("value", type)),
                List.of("id"));
    }

    private FittedDatabase database(Sdtype type, Count perUser, Cell cell) throws IOException {
        List<String[]> users = new ArrayList<>();
        List<String[]> items = new ArrayList<>();
        List<String[]> ratings = new ArrayList<>();
        double[] ofItem = random.doubles(ITEMS, -1, 1).toArray();
        for (int i = 0; i < ITEMS; i++) {
            items.add(new String[] {"" + i});
        }
        for (int u = 0; u < USERS; u++) {
            boolean isGerman = random.nextInt(3) == 0;
            users.add(new String[] {"" + u, isGerman ? "DE" : "FR"});
            double ofUser = random.nextGaussian();
            for (int k = perUser.of(u, ofUser); k > 0; k--) {
                int item = random.nextInt(ITEMS);
                String value = cell.of(ofUser, ofItem[item], isGerman);
                ratings.add(new String[] {"" + ratings.size(), "" + u, "" + item, value});
            }
        }
        TableMetadata rating = ratings(type);
        Relationship toUser =
                new Relationship("user", List.of("id"), "rating", List.of("user_id"), Optional.empty(), true);
        Relationship toItem =
                new Relationship("item", List.of("id"), "rating", List.of("item_id"), Optional.empty(), false);
        Map<String, TableRows> rows = Map.of(
                "user", new InMemoryRows(USER, users),
                "item", new InMemoryRows(ITEM, items),
                "rating", new InMemoryRows(rating, ratings));
        FittedDatabase database =
                new FittedDatabase(new DatabaseMetadata(List.of(USER, ITEM, rating), List.of(toUser, toItem)), rows);
        assertThat(Linkage.fromJson(database.linkage().toJson())).isEqualTo(database.linkage());
        return database;
    }

    private static int several(int user, double userEffect) {
        return 3 + user % 10;
    }

    private static List<Object[]> source(FittedDatabase database) {
        return ((InMemoryRows) database.rows("rating"))
                .rows().stream().map(r -> (Object[]) r).toList();
    }

    private static List<Object[]> sampled(FittedDatabase database) throws IOException {
        return sampled(database, 3);
    }

    private static List<Object[]> sampled(FittedDatabase database, long seed) throws IOException {
        return database.sample(SamplePlan.of(
                        database.linkage(), new SampleRequest(1, Map.of(), new Seed(seed)), 1_000, Long.MAX_VALUE))
                .get("rating")
                .rows();
    }

    /** Spread of some samples' means beside that of the source: a few parents have the levels that chance gave them. */
    private static double relativeSpread(FittedDatabase database, int key) throws IOException {
        ToDoubleFunction<String> number = Double::parseDouble;
        double sum = 0;
        for (long seed = 0; seed < SAMPLES; seed++) {
            sum += spread(sampled(database, seed), key, number);
        }
        return sum / SAMPLES / spread(source(database), key, number);
    }

    /** Standard deviation of the means of parents' rows. */
    private static double spread(List<Object[]> rows, int key, ToDoubleFunction<String> number) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (Object[] row : rows) {
            double[] sum = sums.computeIfAbsent(row[key].toString(), k -> new double[2]);
            sum[0] += number.applyAsDouble(row[3].toString());
            sum[1]++;
        }
        double[] means = sums.values().stream().mapToDouble(s -> s[0] / s[1]).toArray();
        double mean = java.util.Arrays.stream(means).average().orElseThrow();
        return Math.sqrt(java.util.Arrays.stream(means)
                .map(m -> (m - mean) * (m - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void meansOfParentsSpreadAsInTheSourceAlthoughFewRowsTellThem() throws IOException {
        // Given: a rating is half its user's and a quarter its item's; users have three to twelve
        FittedDatabase database = database(
                Sdtype.NUMERICAL,
                LevelSamplingTest::several,
                (user, item, german) -> "" + Math.round(100 * (user + item + random.nextGaussian())));

        // When
        double ofUsers = relativeSpread(database, 1);
        double ofItems = relativeSpread(database, 2);

        // Then
        assertThat(ofUsers).isCloseTo(1, within(0.06));
        assertThat(ofItems).isCloseTo(1, within(0.08));
    }

    /** Most numbers are small whoever rates. How high the others are is the user's. */
    @Test
    void meansSpreadAsInTheSourceWhereOnlyTheHighOnesTellParentsApart() throws IOException {
        // Given
        FittedDatabase database = database(
                Sdtype.NUMERICAL,
                LevelSamplingTest::several,
                (user, item, german) ->
                        "" + (random.nextInt(10) < 7 ? random.nextInt(20) : Math.round(100 * Math.exp(user / 2))));

        // When
        double ofUsers = relativeSpread(database, 1);

        // Then
        assertThat(ofUsers).isCloseTo(1, within(0.06));
    }

    @Test
    void categoriesThatParentsPreferAreALevelToo() throws IOException {
        // Given
        String[] kinds = {"a", "b", "c", "d"};
        FittedDatabase database = database(
                Sdtype.CATEGORICAL,
                LevelSamplingTest::several,
                (user, item, german) -> random.nextInt(3) > 0 ? kinds[user > 0 ? 1 : 2] : kinds[random.nextInt(4)]);

        // When
        List<Object[]> sampled = sampled(database);

        // Then
        ToDoubleFunction<String> isB = v -> v.equals("b") ? 1 : 0;
        assertThat(spread(sampled, 1, isB) / spread(source(database), 1, isB)).isCloseTo(1, within(0.1));
        assertThat(database.linkage().table("rating").levels())
                .extracting(Level::relationship)
                .containsExactly("rating.user_id->user");
    }

    @Test
    void whatColumnsOfTheParentExplainIsNoLevel() throws IOException {
        // Given
        FittedDatabase database = database(
                Sdtype.NUMERICAL,
                LevelSamplingTest::several,
                (user, item, german) -> "" + Math.round((german ? 500 : 0) + 100 * random.nextGaussian()));

        // When
        Linkage linkage = database.linkage();

        // Then
        assertThat(linkage.table("rating").levels()).isEmpty();
        assertThat(linkage.table("rating").context()).hasSize(1);
    }

    @Test
    void whatIsChanceIsNoLevel() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            // Given
            SplittableRandom own = new SplittableRandom(seed);
            Map<Sdtype, Cell> cells = new HashMap<>();
            cells.put(Sdtype.NUMERICAL, (user, item, german) -> "" + Math.round(Math.exp(3 * own.nextGaussian())));
            cells.put(Sdtype.CATEGORICAL, (user, item, german) -> "k" + own.nextInt(30));
            for (Map.Entry<Sdtype, Cell> cell : cells.entrySet()) {
                // When
                FittedDatabase database = database(cell.getKey(), LevelSamplingTest::several, cell.getValue());

                // Then
                assertThat(database.linkage().table("rating").levels()).isEmpty();
            }
        }
    }

    @Test
    void aLevelGoesWithTheNumberOfRows() throws IOException {
        // Given: who rates often rates high
        FittedDatabase database = database(
                Sdtype.NUMERICAL,
                (user, effect) -> effect > 0 ? 20 : 4,
                (user, item, german) -> "" + Math.round(100 * (user + item + random.nextGaussian())));

        // When
        Level level = database.linkage().table("rating").levels().get(0);

        // Then
        assertThat(level.column()).isEqualTo("value");
        assertThat(level.classes()).isBetween(15, 20);
        assertThat(level.tree().columns()).containsExactly(Level.rows("rating.user_id->user"));
    }
}
