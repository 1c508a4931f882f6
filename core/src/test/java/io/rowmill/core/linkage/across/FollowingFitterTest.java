package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ChildTotals;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Completion.Given;
import io.rowmill.core.rules.Completion.Relatives;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Bound;
import io.rowmill.core.rules.Derivation.Confined;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.rules.Following;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.Stepped;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Typical;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowingFitterTest {
    private static final int STAYS = 500;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ValueFormat TIME = new ValueFormat.Timestamp("%Y-%m-%d %H:%M:%S", 0);
    private static final Protection PROTECTION = new Protection(5, 5);
    private static final TransformOptions OPTIONS =
            new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH, PROTECTION, Map.of());

    @TempDir
    Path dir;

    /** Rows of stays, each after the other. */
    private static final class Stays {
        final int[] stayOf;
        final int[] before;

        Stays(Random random) {
            this(random, 12);
        }

        /** @param bound that no stay has as many rows as */
        Stays(Random random, int bound) {
            int[] counts = random.ints(STAYS, 1, bound).toArray();
            stayOf = IntStream.range(0, STAYS)
                    .flatMap(s -> IntStream.generate(() -> s).limit(counts[s]))
                    .toArray();
            before = IntStream.range(0, stayOf.length)
                    .map(r -> r > 0 && stayOf[r] == stayOf[r - 1] ? r - 1 : -1)
                    .toArray();
        }

        int rows() {
            return stayOf.length;
        }
    }

    private static LocalDateTime anyTime(Random random) {
        return LocalDateTime.of(2100, 1, 1, 0, 0).plusMinutes(random.nextInt(60 * 365 * 24 * 60));
    }

    /** Hours between events, with a heavy tail. */
    private static long minutes(Random random) {
        return Math.round(60 * Math.exp(1.2 * random.nextGaussian()));
    }

    private TableRules fit(TestTable child, TestTable parent, Stays stays) throws IOException {
        return fit(TableRules.none("t"), child, parent, stays);
    }

    private TableRules fit(TableRules rules, TestTable child, TestTable parent, Stays stays) throws IOException {
        Parent driver = new Parent("key", new TestTable.Index(stays.stayOf), parent.typed());
        return FollowingFitter.fit(
                rules,
                child.typed(),
                driver,
                new TestTable.Index(stays.before),
                RowSamples.of(child.typed(), List.of(driver)),
                PROTECTION,
                dir.resolve("steps"));
    }

    /** What is learned of first rows goes to first rows, and of others to others; nothing else holds them together. */
    private Map<String, Object[]> remade(TestTable child, TableRules rules, Stays stays, Random random)
            throws IOException {
        TypedColumns columns = child.typed();
        InMemoryColumns encoded = new InMemoryColumns();
        TableTransform transform;
        try (CellsAbove cells = CellsAbove.of(
                rules.ofParents(),
                List.of(FollowingFitter.before(new TestTable.Index(stays.before), columns)),
                dir.resolve("cells"))) {
            ResidualRows learned = new ResidualRows(columns.rows(), rules, cells);
            transform = TableTransform.fit(learned, Set.of(), OPTIONS, new Seed(1));
            transform.encode(learned, new Seed(2), encoded);
        }
        int[] firsts = IntStream.range(0, stays.rows())
                .filter(r -> stays.before[r] < 0)
                .toArray();
        int[] others = IntStream.range(0, stays.rows())
                .filter(r -> stays.before[r] >= 0)
                .toArray();
        int[] dealt = Arrays.stream(stays.before)
                .map(b -> b < 0 ? firsts[random.nextInt(firsts.length)] : others[random.nextInt(others.length)])
                .toArray();
        EncodedTable table = encoded.table(stays.rows()).gather(dealt);
        DecodedRows decoded = transform.decode(table, 0, new Seed(3));
        Map<String, Object[]> values = new LinkedHashMap<>();
        decoded.columns().forEach(c -> values.put(c, decoded.column(c)));
        Relatives relatives = new Relatives(
                source -> {
                    throw new IllegalStateException("no parents are read");
                },
                ChildTotals.UNKNOWN,
                row -> stays.before[row]);
        return new Completion(rules, transform, new Seed(4))
                .complete(values, stays.rows(), 0, relatives, Given.NOTHING);
    }

    private static double[] spans(Stays stays, IntFunction<LocalDateTime> time) {
        long[] least = new long[STAYS];
        long[] most = new long[STAYS];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(most, Long.MIN_VALUE);
        for (int row = 0; row < stays.rows(); row++) {
            long at = time.apply(row).toEpochSecond(ZoneOffset.UTC);
            least[stays.stayOf[row]] = Math.min(least[stays.stayOf[row]], at);
            most[stays.stayOf[row]] = Math.max(most[stays.stayOf[row]], at);
        }
        return IntStream.range(0, STAYS)
                .mapToDouble(s -> (most[s] - least[s]) / 3_600.0)
                .sorted()
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eventsOfAStayLieAsCloseTogetherAsInTheSource(long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        Stays stays = new Stays(random);
        LocalDateTime[] at = new LocalDateTime[stays.rows()];
        for (int row = 0; row < at.length; row++) {
            at[row] = stays.before[row] < 0 ? anyTime(random) : at[row - 1].plusMinutes(minutes(random));
        }
        TestTable parent = new TestTable(STAYS).number("age", i -> random.nextInt(90));
        TestTable child = new TestTable(stays.rows())
                .with("at", Sdtype.DATETIME, TIME, i -> FORMAT.format(at[i]))
                .number("pulse", i -> 60 + random.nextInt(40));

        // When
        TableRules rules = fit(child, parent, stays);
        Object[] made = remade(child, rules, stays, random).get("at");

        // Then
        assertThat(rules.derivations()).singleElement().isInstanceOfSatisfying(Following.class, f -> assertThat(
                        f.ordered())
                .isTrue());
        for (int row = 0; row < made.length; row++) {
            if (stays.before[row] >= 0) {
                assertThat((LocalDateTime) made[row]).isAfterOrEqualTo((LocalDateTime) made[row - 1]);
            }
        }
        double[] real = spans(stays, i -> at[i]);
        double[] synthetic = spans(stays, i -> (LocalDateTime) made[i]);
        for (double quantile : new double[] {0.25, 0.5, 0.75, 0.9}) {
            int place = (int) (quantile * STAYS);
            assertThat(synthetic[place] / real[place]).isCloseTo(1, within(0.2));
        }
        // Stays are spread over the years as before.
        LocalDateTime[] sorted =
                Arrays.stream(made).map(LocalDateTime.class::cast).sorted().toArray(LocalDateTime[]::new);
        LocalDateTime[] source = Arrays.stream(at).sorted().toArray(LocalDateTime[]::new);
        long days = Duration.between(source[source.length / 2], sorted[sorted.length / 2])
                .toDays();
        assertThat(Math.abs(days)).isLessThan(60 * 365 / 10);
    }

    @Test
    void aNumberThatWandersIsMadeFromTheRowBeforeInBothDirections() throws IOException {
        // Given
        Random random = new Random(4);
        Stays stays = new Stays(random);
        double[] weight = new double[stays.rows()];
        for (int row = 0; row < weight.length; row++) {
            weight[row] = stays.before[row] < 0
                    ? 40_000 + 60_000 * random.nextDouble()
                    : weight[row - 1] + 200 * random.nextGaussian();
        }
        TestTable parent = new TestTable(STAYS).number("age", i -> random.nextInt(90));
        TestTable child = new TestTable(stays.rows()).number("weight", i -> Math.round(weight[i]));

        // When
        TableRules rules = fit(child, parent, stays);
        Object[] made = remade(child, rules, stays, random).get("weight");

        // Then
        assertThat(rules.derivations()).singleElement().isInstanceOfSatisfying(Following.class, f -> assertThat(
                        f.ordered())
                .isFalse());
        double[] steps = IntStream.range(0, made.length)
                .filter(r -> stays.before[r] >= 0)
                .mapToDouble(r -> ((Number) made[r]).doubleValue() - ((Number) made[r - 1]).doubleValue())
                .toArray();
        assertThat(Arrays.stream(steps).map(Math::abs).sorted().toArray()[steps.length / 2])
                .isCloseTo(135, within(20.0));
        assertThat(Arrays.stream(steps).filter(s -> s < 0).count() / (double) steps.length)
                .isCloseTo(0.5, within(0.08));
    }

    @Test
    void whatTellsOtherColumnsIsLearnedAsItIsButStepsNoFartherThanRowsDo() throws IOException {
        // Given
        Random random = new Random(5);
        Stays stays = new Stays(random);
        LocalDateTime[] at = new LocalDateTime[stays.rows()];
        for (int row = 0; row < at.length; row++) {
            at[row] = stays.before[row] < 0 ? anyTime(random) : at[row - 1].plusMinutes(minutes(random));
        }
        TestTable parent = new TestTable(STAYS).number("age", i -> random.nextInt(90));
        TestTable child = new TestTable(stays.rows())
                .with("at", Sdtype.DATETIME, TIME, i -> FORMAT.format(at[i]))
                .number("dose", i -> random.nextInt(100_000))
                .with("era", Sdtype.CATEGORICAL, new ValueFormat.Text(), i -> "e" + at[i].getYear() / 10);

        // When
        TableRules rules = fit(child, parent, stays);
        Object[] made = remade(child, rules, stays, random).get("at");

        // Then
        assertThat(rules.derivations()).singleElement().isInstanceOf(Stepped.class);
        assertThat(rules.learned("at")).isEqualTo(Derivation.Learned.WHOLE);
        double[] real = spans(stays, i -> at[i]);
        double[] synthetic = spans(stays, i -> (LocalDateTime) made[i]);
        assertThat(synthetic[STAYS / 2] / real[STAYS / 2]).isCloseTo(1, within(0.25));
        assertThat(synthetic[STAYS - 1]).isLessThan(40 * 100);
    }

    @Test
    void rowsThatAreOnlySortedAreNotClose() throws IOException {
        // Given
        Random random = new Random(6);
        Stays stays = new Stays(random, 100);
        LocalDateTime[] at = new LocalDateTime[stays.rows()];
        for (int row = 0; row < at.length; row++) {
            at[row] = anyTime(random);
        }
        int from = 0;
        for (int row = 1; row <= at.length; row++) {
            if (row == at.length || stays.before[row] < 0) {
                Arrays.sort(at, from, row);
                from = row;
            }
        }
        TestTable parent = new TestTable(STAYS).number("age", i -> random.nextInt(90));
        TestTable child = new TestTable(stays.rows()).with("at", Sdtype.DATETIME, TIME, i -> FORMAT.format(at[i]));

        // When
        TableRules rules = fit(child, parent, stays);

        // Then
        assertThat(rules.derivations()).isEmpty();
    }

    @Test
    void aColumnIsNotMadeFromTheRowBeforeIfAnotherOneSaysWhetherItIsNull() throws IOException {
        // Given: a row after a null is learned by its distance from elsewhere
        Random random = new Random(7);
        Stays stays = new Stays(random);
        double[] weight = new double[stays.rows()];
        for (int row = 0; row < weight.length; row++) {
            weight[row] = stays.before[row] < 0
                    ? 40_000 + 60_000 * random.nextDouble()
                    : weight[row - 1] + 200 * random.nextGaussian();
        }
        TestTable parent = new TestTable(STAYS).number("age", i -> random.nextInt(90));
        TestTable child = new TestTable(stays.rows())
                .number("scales", i -> i % 10 == 0 ? null : i % 4)
                .number("weight", i -> i % 10 == 0 ? null : Math.round(weight[i]));
        NullWith nulls = new NullWith("weight", Source.own("scales"));

        // When
        TableRules rules = fit(new TableRules("t", List.of(nulls)), child, parent, stays);

        // Then
        assertThat(rules.derivations()).first().isEqualTo(nulls);
        assertThat(rules.derivations().stream().skip(1)).hasOnlyElementsOfType(Stepped.class);
    }

    @Test
    void aStepComesBeforeTheBoundsOfAColumn() {
        // Given
        NullWith nulls = new NullWith("level", Source.own("gauge"));
        Confined bounds =
                new Confined("level", List.of(), List.of(new Bound(new Source(List.of("key"), "capacity"), 0)));
        RuleMerger merger = new RuleMerger(new TableRules("t", List.of(nulls, bounds)));
        Stepped step = new Stepped(
                "level",
                new ValueFormat.WholeNumber(1),
                0,
                BigDecimal.ZERO,
                BigDecimal.TEN,
                Typical.of(new double[] {1, 2, 3}, Protection.OFF));

        // When
        merger.step(step);

        // Then
        assertThat(merger.rules().derivations()).containsExactly(nulls, step, bounds);
    }
}
