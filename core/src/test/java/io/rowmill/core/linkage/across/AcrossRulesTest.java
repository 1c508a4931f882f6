package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.AcrossRule.Counts;
import io.rowmill.core.linkage.across.AcrossRule.Kind;
import io.rowmill.core.metadata.Sdtype;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcrossRulesTest {
    @TempDir
    Path dir;

    private static int[] parents(int rows, int parents, Random random) {
        return random.ints(rows, 0, parents).toArray();
    }

    private List<AcrossRule> find(TestTable child, TestTable parent, int[] index) throws IOException {
        List<AcrossRules.Parent> parents =
                List.of(new AcrossRules.Parent("key", new TestTable.Index(index), parent.typed()));
        return AcrossRules.find(
                child.typed(),
                parents,
                RowSamples.of(child.typed(), parents),
                new AboveValues(dir.resolve("scratch")),
                new DistancesAbove(0));
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2000, 1, 1).plusDays(random.nextInt(7_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 500, 20_000})
    void everyKindIsFoundWithItsCounts(int rows) throws IOException {
        // Given
        Random random = new Random(rows);
        int[] up = parents(rows, rows / 3, random);
        LocalDate[] opened = random.ints(rows / 3).mapToObj(i -> day(random)).toArray(LocalDate[]::new);
        TestTable parent = new TestTable(rows / 3)
                .text("address", i -> i % 7 == 0 ? null : "Street " + i)
                .date("opened", i -> opened[i])
                .number("price", i -> i * 3);
        TestTable child = new TestTable(rows)
                .text("billing", i -> up[i] % 7 == 0 ? null : "Street " + up[i])
                .date("since", i -> opened[up[i]].plusDays(i % 900))
                .date("before", i -> opened[up[i]].minusDays(i % 900))
                .number("year", i -> opened[up[i]].getYear())
                .number("price", i -> i % 50 == 7 ? null : up[i] * 3 + (i % 50 == 9 ? 1 : 0));

        // When
        List<AcrossRule> found = find(child, parent, up);

        // Then
        assertThat(found)
                .filteredOn(r -> r.kind() != Kind.AT_LEAST || !r.column().equals("price"))
                .extracting(AcrossRule::column, AcrossRule::parentColumn, AcrossRule::kind)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("billing", "address", Kind.EQUAL),
                        org.assertj.core.groups.Tuple.tuple("since", "opened", Kind.AT_LEAST),
                        org.assertj.core.groups.Tuple.tuple("before", "opened", Kind.AT_MOST),
                        org.assertj.core.groups.Tuple.tuple("year", "opened", Kind.YEAR),
                        org.assertj.core.groups.Tuple.tuple("price", "price", Kind.EQUAL),
                        org.assertj.core.groups.Tuple.tuple("price", "price", Kind.AT_MOST));
        AcrossRule billing = found.get(0);
        assertThat(billing.exact() && billing.nullsAgree()).isTrue();
        Counts price = found.stream()
                .filter(r -> r.column().equals("price") && r.kind() == Kind.EQUAL)
                .findFirst()
                .orElseThrow()
                .counts();
        long odd = java.util.stream.IntStream.range(0, rows)
                .filter(i -> i % 50 == 9)
                .count();
        long missing = java.util.stream.IntStream.range(0, rows)
                .filter(i -> i % 50 == 7)
                .count();
        assertThat(price).isEqualTo(new Counts(rows - odd - missing, odd, 0, missing, 0, rows - odd - missing));
    }

    @Test
    void aRowWithoutAParentSaysNothing() throws IOException {
        // Given
        int[] up = parents(2_000, 400, new Random(3));
        for (int i = 0; i < up.length; i += 4) {
            up[i] = -1;
        }
        TestTable parent = new TestTable(400).text("name", i -> "N" + i);
        TestTable child = new TestTable(2_000).text("copy", i -> up[i] < 0 ? "none" : "N" + up[i]);

        // When
        List<AcrossRule> found = find(child, parent, up);

        // Then
        assertThat(found)
                .containsExactly(
                        new AcrossRule("copy", "key", "name", Kind.EQUAL, new Counts(1_500, 0, 500, 0, 0, 1_500)));
    }

    @Test
    void whatHoldsInNineOfTenRowsOrInTwentyNineIsNoRule() throws IOException {
        // Given
        int[] up = parents(3_000, 500, new Random(4));
        TestTable parent = new TestTable(500).text("name", i -> "N" + i).number("few", i -> i);
        TestTable child = new TestTable(3_000)
                .text("mostly", i -> i % 10 == 0 ? "other" : "N" + up[i])
                .number("rarely", i -> i % 100 == 0 && i < 2_900 ? up[i] : null);

        // Then
        assertThat(find(child, parent, up)).isEmpty();
    }

    @Test
    void aNumberIsNoCopyOfATextAndADurationNoneOfANumber() throws IOException {
        // Given
        int[] up = parents(500, 100, new Random(5));
        TestTable parent = new TestTable(100).text("code", i -> i);
        TestTable child = new TestTable(500).number("code", i -> up[i]);

        // Then
        assertThat(find(child, parent, up)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31, 40, 55, 80, 120, 200, 400, 1_000, 3_000, 5_000, 10_000})
    void columnsThatHaveNothingToDoWithEachOtherHaveNoRule(int rows) throws IOException {
        for (int round = 0; round < 8; round++) {
            // Given
            Random random = new Random(rows * 31L + round);
            int count = Math.max(1, rows / (1 + random.nextInt(12)));

            // Then
            assertThat(find(independent(rows, random), independent(count, random), parents(rows, count, random)))
                    .as("round %s of %s rows", round, rows)
                    .isEmpty();
        }
    }

    private static TestTable independent(int rows, Random random) {
        TestTable table = new TestTable(rows);
        int[] widths = {2, 3, 7, 40, 1_000};
        for (int width : widths) {
            double skew = 1 + 6 * random.nextDouble();
            table.number("n" + width, i -> (int) (width * Math.pow(random.nextDouble(), skew)));
            table.text("t" + width, i -> "v" + (int) (width * Math.pow(random.nextDouble(), skew)));
            int missing = random.nextInt(3);
            table.date("d" + width, i -> random.nextInt(10) < missing ? null : day(random));
            table.with("c" + width, Sdtype.CATEGORICAL, new ValueFormat.WholeNumber(1), i ->
                    (int) (width * Math.pow(random.nextDouble(), skew)));
        }
        table.number("year", i -> 2000 + random.nextInt(20));
        table.number("month", i -> 1 + random.nextInt(12));
        return table.with("b", Sdtype.BOOLEAN, new ValueFormat.Bool("true", "false"), i -> random.nextInt(20) > 0);
    }
}
