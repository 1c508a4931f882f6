package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakedColumnsTest {
    private static List<String> fake(InMemoryRows rows, int count) {
        return fake(Transforms.fit(rows), 0, count);
    }

    private static List<String> fake(TableTransform transform, long first, int count) {
        return Transforms.cells(transform, transform.decode(EncodedTable.empty(count), first, Transforms.SEED), "c");
    }

    private static Set<String> shapes(List<String> cells) {
        Set<String> shapes = new HashSet<>();
        cells.stream()
                .filter(Objects::nonNull)
                .forEach(c -> shapes.add(ShapeSpace.of(c).shape()));
        return shapes;
    }

    @Test
    void shapesStayAndValuesGo() {
        // Given
        InMemoryRows rows = Tables.ofOne(
                Sdtype.UNKNOWN,
                "O'Neill, Zoë",
                "+49 (30) 0123-45",
                "Ünal ß. É",
                "a.b@c-d.org",
                "0099",
                "日本 7",
                "a.b@c-d.org");

        // When
        List<String> fakes = fake(rows, 500);

        // Then
        assertThat(shapes(fakes))
                .containsExactlyInAnyOrder(
                        "A'Aaaaa, Aaa", "+99 (99) 9999-99", "Aaaa a. A", "a.a@a-a.aaa", "0999", "aa 9");
        assertThat(fakes)
                .doesNotContainAnyElementsOf(rows.rows().stream().map(r -> r[0]).toList());
        assertThat(fakes).allMatch(c -> c.chars().allMatch(x -> x < 128));
    }

    @Test
    void nullRateAndEmptyStringsAreKept() {
        // Given
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            cells.add(i % 3 == 0 ? null : i % 3 == 1 ? "" : "Abc" + (char) ('a' + i % 7));
        }

        // When
        List<String> fakes = fake(Tables.ofOne(Sdtype.TEXT, cells), 6_000);

        // Then
        assertThat(fakes.stream().filter(Objects::isNull).count()).isBetween(1_850L, 2_150L);
        assertThat(fakes.stream().filter(""::equals).count()).isBetween(1_850L, 2_150L);
    }

    @Test
    void uniqueValuesStayUniqueAcrossChunksAndBeyondTheShape() {
        // Given
        List<String> cells = new ArrayList<>(
                IntStream.range(1_000, 1_100).mapToObj(Integer::toString).toList());
        cells.addAll(List.of("A-1", "B-2", "", " "));
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.UNKNOWN, cells));

        // When
        List<String> fakes = new ArrayList<>();
        for (int chunk = 0; chunk < 10; chunk++) {
            fakes.addAll(fake(transform, chunk * 3_000L, 3_000));
        }

        // Then
        assertThat(fakes).doesNotHaveDuplicates();
        assertThat(fakes.stream().filter(c -> !c.isBlank())).doesNotContainAnyElementsOf(cells);
        assertThat(fakes.subList(0, 104).stream()
                        .filter(c -> c.matches("[1-9]\\d{3}"))
                        .count())
                .isEqualTo(100);
    }

    @Test
    void aUsedUpShapeIsLengthened() {
        // Given
        List<String> digits = IntStream.range(0, 100).mapToObj(i -> "" + i % 10).toList();
        List<String> letters =
                IntStream.range(0, 52).mapToObj(i -> "" + (char) ('A' + i % 26)).toList();

        // When, Then
        assertThat(fake(Tables.ofOne(Sdtype.UNKNOWN, digits), 200)).allMatch(c -> c.matches("\\d{2,}"));
        assertThat(fake(Tables.ofOne(Sdtype.UNKNOWN, letters), 200)).allMatch(c -> c.matches("[A-Z]{2,}"));
    }

    private static List<String> codes(String pattern, int count) {
        ShapeSpace space = new ShapeSpace(pattern);
        IndexPermutation all = new IndexPermutation(space.size(), new Seed(1));
        return IntStream.range(0, count)
                .mapToObj(i -> space.at(all.apply(i), new ValueFormat.Text()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"AAA, 6000, 11000", "AAA, 15000, 2500", "99, 40, 45", "A9-9, 1000, 1500", "aa99, 3000, 60000"})
    void uniqueCodesKeepTheirShapeAsLongAsItHoldsThem(String shape, int real, int rows) {
        // Given
        List<String> cells = codes(shape, real);
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.TEXT, cells));

        // When
        List<String> fakes = new ArrayList<>(fake(transform, 0, rows / 2));
        fakes.addAll(fake(transform, rows / 2, rows - rows / 2));

        // Then
        assertThat(shapes(fakes)).containsExactly(shape);
        assertThat(fakes).doesNotHaveDuplicates().doesNotContainAnyElementsOf(cells);
    }

    @Test
    void uniqueCodesGrowByOnePlaceWhenTheirShapeIsUsedUp() {
        // Given
        List<String> cells = codes("AA", 300);

        // When
        List<String> fakes = fake(Tables.ofOne(Sdtype.TEXT, cells), 3_000);

        // Then
        assertThat(fakes).doesNotHaveDuplicates();
        assertThat(fakes.stream().filter(c -> c.length() == 2)).hasSizeGreaterThan(360);
        assertThat(shapes(fakes)).containsExactlyInAnyOrder("AA", "AAA", "AAAA");
    }

    @Test
    void rowsOfAUsedUpShapeShareTheRoomiestOne() {
        // Given
        List<String> cells = new ArrayList<>(codes("A9", 200));
        cells.addAll(codes("AAA", 200));

        // When
        List<String> fakes = fake(Tables.ofOne(Sdtype.TEXT, cells), 16_000);

        // Then
        assertThat(shapes(fakes)).containsExactlyInAnyOrder("A9", "AAA");
        assertThat(fakes).doesNotHaveDuplicates().doesNotContainAnyElementsOf(cells);
    }

    @Test
    void datesStayPlausible() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.UNKNOWN, "1962-02-18", "1958-12-08", null, "1973-08-29");

        // When
        List<String> fakes = fake(rows, 2_000);

        // Then
        assertThat(fakes.stream().filter(Objects::nonNull))
                .allMatch(c -> java.time.LocalDate.parse(c).getYear() >= 1958
                        && java.time.LocalDate.parse(c).getYear() <= 1973)
                .doesNotContain("1962-02-18", "1958-12-08", "1973-08-29");
        assertThat(new HashSet<>(fakes)).hasSizeGreaterThan(1_000);
    }

    @Test
    void aFakeIsAFunctionOfSeedAndOrdinal() {
        // Given
        TableTransform transform =
                Transforms.fit(Tables.ofOne(Sdtype.UNKNOWN, "Mary", "Patricia", "Linda", null, "Linda"));

        // When, Then
        assertThat(fake(transform, 40, 20)).isEqualTo(fake(transform, 0, 100).subList(40, 60));
        assertThat(transform.decode(EncodedTable.empty(50), 0, new Seed(8)).value(0, "c"))
                .isNotEqualTo(transform
                        .decode(EncodedTable.empty(50), 0, Transforms.SEED)
                        .value(0, "c"));
    }

    @Test
    void anIdThatIsNoKeyIsFakedAndAKeyIsLeftOut() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.ID, "100", "101");

        // When, Then
        assertThat(fake(rows, 2)).allMatch(c -> c.matches("[1-9]\\d\\d")).doesNotContain("100", "101");
        assertThat(Transforms.fit(rows, TransformOptions.DEFAULT, Set.of("c")).columns())
                .isEmpty();
    }

    @Test
    void veryLongTextsAreCut() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.TEXT, "Lorem ipsum ".repeat(100), "Dolor sit amet ".repeat(100));

        // When, Then
        assertThat(fake(rows, 10))
                .allMatch(c -> c.length() == ShapeSpace.MAX_LENGTH)
                .doesNotHaveDuplicates();
    }

    @Test
    void theNullRateSurvivesMoreShapesThanAreKept() {
        // Given
        SplittableRandom random = new SplittableRandom(2);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            StringBuilder cell = new StringBuilder();
            random.ints(24, 0, 3).forEach(kind -> cell.append("a7-".charAt(kind)));
            cells.add(cell.toString());
            cells.add(null);
        }

        // When
        List<String> fakes = fake(Tables.ofOne(Sdtype.TEXT, cells), 4_000);

        // Then
        assertThat(fakes.stream().filter(Objects::isNull).count()).isBetween(1_900L, 2_100L);
        assertThat(shapes(fakes)).hasSizeGreaterThan(1_000);
    }

    @Test
    void aPermutationVisitsEveryIndexOnce() {
        // Given, When, Then
        for (int size : new int[] {1, 2, 3, 26, 1_000, 4_097}) {
            IndexPermutation permutation = new IndexPermutation(size, Transforms.SEED);
            assertThat(IntStream.range(0, size).mapToLong(permutation::apply))
                    .doesNotHaveDuplicates()
                    .allMatch(i -> i >= 0 && i < size);
        }
    }

    @Test
    void aFilterForgetsNothingAndRaisesFewFalseAlarms() {
        // Given
        RealValues filter = RealValues.empty(1_000_000, Transforms.SEED);
        IntStream.range(0, 5_000).forEach(i -> filter.add("real " + i));

        // When
        RealValues compact = filter.compacted();

        // Then
        assertThat(compact.bits().length).isLessThanOrEqualTo(8_192);
        assertThat(IntStream.range(0, 5_000)).allMatch(i -> compact.mayContain("real " + i));
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> compact.mayContain("other " + i))
                        .count())
                .isLessThan(200);
    }

    @Test
    void aCrowdedFilterForgetsNothingAndLetsEveryOtherCandidatePass() {
        // Given
        RealValues filter = RealValues.empty(10_000_000, Transforms.SEED);

        // When
        IntStream.range(0, 10_000_000).forEach(i -> filter.add("real " + i));

        // Then
        assertThat(filter.bits().length).isEqualTo(2 << 20);
        assertThat(IntStream.range(0, 10_000)).allMatch(i -> filter.mayContain("real " + 1000 * i));
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> filter.mayContain("other " + i))
                        .count())
                .isBetween(4_000L, 5_000L);
    }
}
