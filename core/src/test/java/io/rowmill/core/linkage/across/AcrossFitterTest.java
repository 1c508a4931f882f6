package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.RemadeRows.Database;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.DatePart;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Ratio;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcrossFitterTest {
    private static final int PARENTS = RemadeRows.PARENTS;

    @TempDir
    Path dir;

    private TableRules fit(Database database, TableRules before) throws IOException {
        return database.fit(before, dir);
    }

    private TableRules fit(Database database) throws IOException {
        return fit(database, TableRules.none("t"));
    }

    private Map<String, Object[]> remade(Database database, TableRules rules, Random random) throws IOException {
        return RemadeRows.of(database, rules, random, dir);
    }

    private static double share(
            Map<String, Object[]> rows, String own, String above, BiPredicate<Object, Object> rule) {
        Object[] x = rows.get(own);
        Object[] y = rows.get(above);
        int[] both = IntStream.range(0, x.length)
                .filter(i -> x[i] != null && y[i] != null)
                .toArray();
        assertThat(both).hasSizeGreaterThan(x.length / 2);
        return IntStream.of(both).filter(i -> rule.test(x[i], y[i])).count() / (double) both.length;
    }

    private static boolean notBefore(Object own, Object above) {
        return !((LocalDate) own).isBefore((LocalDate) above);
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2000, 1, 1).plusDays(random.nextInt(7_000));
    }

    private static Derivation ruleOf(TableRules rules, String column) {
        return rules.valueOf(column).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyKindOfRuleIsKeptInAllRowsWhoeverTheirParentIs(long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        int rows = 2_000;
        int[] up = random.ints(rows, 0, PARENTS).toArray();
        LocalDate[] opened = random.ints(PARENTS).mapToObj(i -> day(random)).toArray(LocalDate[]::new);
        TestTable parent = new TestTable(PARENTS)
                .text("address", i -> i % 9 == 0 ? null : "Street " + i)
                .with("city", Sdtype.CATEGORICAL, new ValueFormat.Text(), i -> "C" + i % 40)
                .date("opened", i -> opened[i])
                .number("price", i -> i * 3);
        TestTable child = new TestTable(rows)
                .text("billing", i -> up[i] % 9 == 0 ? null : "Street " + up[i])
                .with("city", Sdtype.CATEGORICAL, new ValueFormat.Text(), i -> i % 40 == 0 ? "C1" : "C" + up[i] % 40)
                .date("since", i -> opened[up[i]].plusDays(i % 900))
                .date("before", i -> opened[up[i]].minusDays(i % 900))
                .number("year", i -> opened[up[i]].getYear())
                .number("price", i -> up[i] * 3 - (i % 50 == 0 ? 5 : 0))
                .number("part", i -> (int) (up[i] * 3 * random.nextDouble()));
        Database database = new Database(child, parent, up);

        // When
        TableRules rules = fit(database);
        Map<String, Object[]> remade = remade(database, rules, random);

        // Then
        assertThat(ruleOf(rules, "billing")).isInstanceOf(Copy.class);
        assertThat(ruleOf(rules, "city")).isInstanceOfSatisfying(Copy.class, c -> assertThat(c.exceptions())
                .isTrue());
        assertThat(ruleOf(rules, "since")).isInstanceOfSatisfying(Difference.class, d -> assertThat(d.ordered())
                .isTrue());
        assertThat(ruleOf(rules, "before")).isInstanceOf(Difference.class);
        assertThat(ruleOf(rules, "year")).isInstanceOf(DatePart.class);
        assertThat(ruleOf(rules, "price")).isInstanceOf(Difference.class);
        assertThat(rules.derivations())
                .filteredOn(d -> d.column().equals("part"))
                .singleElement()
                .isInstanceOf(Confined.class);
        assertThat(share(remade, "billing", "key->address", Object::equals)).isEqualTo(1);
        assertThat(share(remade, "city", "key->city", Object::equals)).isBetween(0.96, 0.99);
        assertThat(share(remade, "since", "key->opened", AcrossFitterTest::notBefore))
                .isEqualTo(1);
        assertThat(share(remade, "before", "key->opened", (x, y) -> notBefore(y, x)))
                .isEqualTo(1);
        assertThat(share(remade, "year", "key->opened", (x, y) -> (Long) x == ((LocalDate) y).getYear()))
                .isEqualTo(1);
        assertThat(share(remade, "price", "key->price", Object::equals)).isBetween(0.96, 0.99);
        assertThat(share(remade, "price", "key->price", (x, y) -> (Long) x <= (Long) y))
                .isEqualTo(1);
        assertThat(share(remade, "part", "key->price", (x, y) -> (Long) x <= (Long) y))
                .isEqualTo(1);
    }

    @Test
    void personalDataThatIsNearlyAlwaysTheParentsIsCopiedAndItsExceptionsAreNotKept() throws IOException {
        // Given
        Random random = new Random(5);
        int[] up = random.ints(1_000, 0, PARENTS).toArray();
        TestTable parent = new TestTable(PARENTS).text("name", i -> "N" + i);
        TestTable child = new TestTable(1_000).text("name", i -> i % 25 == 0 ? "somebody else" : "N" + up[i]);
        Database database = new Database(child, parent, up);

        // When
        TableRules rules = fit(database);

        // Then
        assertThat(rules.derivations())
                .containsExactly(new Copy("name", new Source(List.of("key"), "name"), new ValueFormat.Text(), false));
        assertThat(rules.toString()).doesNotContain("somebody");
    }

    @Test
    void whereBothHaveAValueARuleWithoutExceptionsHasNoneLater() throws IOException {
        // Given
        Random random = new Random(8);
        int[] up = random.ints(2_000, 0, PARENTS).toArray();
        ValueFormat text = new ValueFormat.Text();
        TestTable parent =
                new TestTable(PARENTS).with("city", Sdtype.CATEGORICAL, text, i -> i % 5 == 0 ? null : "C" + i % 30);
        TestTable child = new TestTable(2_000)
                .with(
                        "city",
                        Sdtype.CATEGORICAL,
                        text,
                        i -> up[i] % 5 == 0 ? "D" + i % 3 : i % 10 == 0 ? null : "C" + up[i] % 30);
        Database database = new Database(child, parent, up);

        // When
        Map<String, Object[]> remade = remade(database, fit(database), random);

        // Then
        assertThat(share(remade, "city", "key->city", Object::equals)).isEqualTo(1);
        long nulls = java.util.Arrays.stream(remade.get("city"))
                .filter(c -> c == null)
                .count();
        assertThat(nulls / 2_000.0).isBetween(0.02, 0.25);
        assertThat(remade.get("city")).contains("D0", "D1", "D2");
    }

    @Test
    void aRuleOfTheRowAloneGivesWayToACopyOnly() throws IOException {
        // Given
        Random random = new Random(6);
        int[] up = random.ints(1_000, 0, PARENTS).toArray();
        LocalDate[] opened = random.ints(PARENTS).mapToObj(i -> day(random)).toArray(LocalDate[]::new);
        TestTable parent =
                new TestTable(PARENTS).date("opened", i -> opened[i]).date("closed", i -> opened[i].plusDays(9));
        TestTable child =
                new TestTable(1_000).date("from", i -> opened[up[i]]).date("to", i -> opened[up[i]].plusDays(i % 9));
        Database database = new Database(child, parent, up);
        ValueFormat date = new ValueFormat.Date("%Y-%m-%d");
        Difference own = distance("to", "from", date);
        TableRules before = new TableRules("t", List.of(own));

        // When
        TableRules rules = fit(database, before);
        Map<String, Object[]> remade = remade(database, rules, random);

        // Then
        assertThat(rules.derivations().get(0))
                .isEqualTo(new Copy("from", new Source(List.of("key"), "opened"), date, false));
        assertThat(rules.derivations().get(1)).isEqualTo(own);
        assertThat(rules.derivations().get(2)).isInstanceOf(Confined.class);
        assertThat(share(remade, "from", "key->opened", Object::equals)).isEqualTo(1);
        assertThat(share(remade, "to", "from", AcrossFitterTest::notBefore)).isEqualTo(1);
        assertThat(share(remade, "to", "key->closed", (x, y) -> notBefore(y, x)))
                .isEqualTo(1);
    }

    private static Difference distance(String column, String source, ValueFormat date) {
        return new Difference(
                column,
                Source.own(source),
                date,
                date,
                true,
                86_400_000_000L,
                java.math.BigDecimal.ZERO,
                java.math.BigDecimal.ZERO,
                new java.math.BigDecimal("2e15"));
    }

    @Test
    void withoutAnyRuleTheRulesStayTheSame() throws IOException {
        // Given
        Random random = new Random(7);
        TestTable parent =
                new TestTable(PARENTS).date("opened", i -> day(random)).number("n", i -> random.nextInt(9));
        TestTable child = new TestTable(1_000).date("opened", i -> day(random)).number("n", i -> random.nextInt(9));
        TableRules before = new TableRules("t", List.of(distance("opened", "opened", new ValueFormat.Date("%Y"))));

        // When
        TableRules rules =
                fit(new Database(child, parent, random.ints(1_000, 0, PARENTS).toArray()), before);

        // Then
        assertThat(rules).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 300, 3_000, 10_000})
    void nothingComesOutOfColumnsThatHaveNothingToDoWithEachOther(int rows) throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            // Given
            Random random = new Random(seed * 31L + rows);
            TestTable child = new TestTable(rows);
            TestTable parent = new TestTable(PARENTS);
            for (int c = 0; c < 10; c++) {
                int range = 2 + random.nextInt(9);
                int[] own = random.ints(rows, 0, range).toArray();
                int[] above = random.ints(PARENTS, 0, range + c).toArray();
                double zeros = random.nextDouble();
                boolean[] none = new boolean[rows];
                for (int row = 0; row < rows; row++) {
                    none[row] = random.nextDouble() < zeros;
                }
                boolean hasZeros = c % 2 == 0;
                child.number("own" + c, r -> hasZeros && none[r] ? 0 : own[r]);
                parent.number("above" + c, r -> above[r]);
            }

            // When
            TableRules rules = fit(
                    new Database(child, parent, random.ints(rows, 0, PARENTS).toArray()));

            // Then
            assertThat(rules.derivations()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDateThatIsMostlyNearTheParentsIsLearnedByItsDistanceOnBothSides(long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        int rows = 2_000;
        int[] up = random.ints(rows, 0, PARENTS).toArray();
        LocalDate[] booked = random.ints(PARENTS).mapToObj(i -> day(random)).toArray(LocalDate[]::new);
        TestTable parent = new TestTable(PARENTS)
                .date("booked", i -> booked[i])
                .number("weight", i -> 1_000 + i * i)
                .number("other", i -> random.nextInt(100_000));
        TestTable child = new TestTable(rows)
                .date("seen", i -> booked[up[i]].plusDays(Math.round(10 * random.nextGaussian()) + 4))
                .number("load", i -> Math.round((1_000 + up[i] * up[i]) * Math.exp(0.02 * random.nextGaussian())))
                .number("own", i -> random.nextInt(100_000));
        Database database = new Database(child, parent, up);

        // When
        TableRules rules = fit(database);
        Map<String, Object[]> remade = remade(database, rules, random);

        // Then
        assertThat(ruleOf(rules, "seen")).isInstanceOfSatisfying(Difference.class, d -> assertThat(d.ordered())
                .isFalse());
        assertThat(ruleOf(rules, "load")).isInstanceOf(Ratio.class);
        assertThat(rules.valueOf("own")).isEmpty();
        assertThat(share(
                        remade,
                        "seen",
                        "key->booked",
                        (own, above) -> Math.abs(ChronoUnit.DAYS.between((LocalDate) above, (LocalDate) own) - 4) < 25))
                .isGreaterThan(0.97);
        assertThat(share(remade, "seen", "key->booked", (own, above) -> ((LocalDate) own).isBefore((LocalDate) above)))
                .isBetween(0.25, 0.42);
        assertThat(share(
                        remade,
                        "load",
                        "key->weight",
                        (own, above) ->
                                Math.abs(((Number) own).doubleValue() / ((Number) above).doubleValue() - 1) < 0.07))
                .isGreaterThan(0.97);
    }
}
