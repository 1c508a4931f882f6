package io.rowmill.core.transform;

import static io.rowmill.core.transform.ProtectedColumns.DEFAULT;
import static io.rowmill.core.transform.ProtectedColumns.anything;
import static io.rowmill.core.transform.ProtectedColumns.fit;
import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers and times that few rows hold, and the extremes, don't come back. */
class ProtectedNumbersTest {
    private static List<String> measured() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            cells.add(i % 10 < 4 ? "0" : Long.toString(Math.round(Math.exp(14 * random.nextDouble()))));
        }
        for (int i = 0; i < 4; i++) {
            cells.add(Integer.toString(-7 - i));
            cells.add(Integer.toString(5_000_000 + i));
        }
        return cells;
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void theFifthSmallestAndLargestAreNeverExceeded(Encoding encoding) {
        // Given
        List<String> cells = measured();
        long[] sorted = cells.stream().mapToLong(Long::parseLong).sorted().toArray();

        // When
        TableTransform hiding = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), encoding, DEFAULT);
        TableTransform open = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), encoding, Protection.OFF);

        // Then
        assertThat(anything(hiding).stream().mapToLong(Long::parseLong))
                .allMatch(v -> v >= 0 && v <= sorted[sorted.length - 5]);
        assertThat(anything(open).stream().mapToLong(Long::parseLong))
                .anyMatch(v -> v < 0)
                .anyMatch(v -> v > sorted[sorted.length - 5]);
        assertThat(hiding.hidden()).containsExactly(new HiddenValues("c", 0, 0, 8, false));
        assertThat(open.hidden()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aTimeStaysBetweenTheFifthFirstAndTheFifthLast(Encoding encoding) {
        // Given
        String[] days = IntStream.range(0, 400)
                .mapToObj(
                        i -> java.time.LocalDate.of(2020, 1, 1).plusDays(i * 3L).toString())
                .toArray(String[]::new);

        // When
        List<String> drawn = anything(fit(Tables.ofDates("%Y-%m-%d", days), encoding, DEFAULT));

        // Then
        assertThat(drawn).allMatch(d -> d.compareTo(days[4]) >= 0 && d.compareTo(days[395]) <= 0);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aNumberOfFewValuesKeepsTheCommonOnesAlone(Encoding encoding) {
        // Given
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            cells.addAll(Collections.nCopies(i == 3 ? 1 : 40, Integer.toString(i)));
        }

        // When
        TableTransform transform = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), encoding, DEFAULT);

        // Then
        assertThat(new HashSet<>(anything(transform))).containsExactlyInAnyOrder("0", "1", "2", "4", "5", "6", "7");
    }

    @Test
    void ofASmallTableOfRareNumbersNoneHasACodeOfItsOwn() {
        // Given
        List<String> cells = List.of("3.10", "88.95", "71.20", "15.75", "40.00", "52.35", "9.99", "67.80");

        // When
        TableTransform transform = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), Encoding.CATEGORICAL, DEFAULT);
        List<Double> drawn = anything(transform).stream().map(Double::valueOf).toList();

        // Then
        assertThat(transform.hidden()).containsExactly(new HiddenValues("c", 8, 8, 2, false));
        assertThat(drawn).allMatch(v -> v >= 9.99 && v <= 71.20);
        assertThat(new HashSet<>(drawn)).hasSizeGreaterThan(1_000);
    }

    @Test
    void noRangeHoldsRareNumbersAlone() {
        // Given
        List<String> cells = measured();

        // When
        BinnedTransform column = (BinnedTransform)
                fit(Tables.ofOne(Sdtype.NUMERICAL, cells), Encoding.CATEGORICAL, new Protection(20, 0))
                        .columns()
                        .get(0);

        // Then
        BinScale scale = new BinScale(column.format(), column.step(), column.bins());
        int[] rows = new int[column.bins().size()];
        cells.forEach(c -> rows[scale.binOf(Double.parseDouble(c))]++);
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(Arrays.stream(rows)).allMatch(r -> r >= 20);
    }

    @Test
    void theOneNumberOfANearlyEmptyColumnNeverComesBack() {
        // Given
        List<String> cells = new ArrayList<>(Collections.nCopies(999, null));
        cells.add("14");

        for (Encoding encoding : Encoding.values()) {
            // When
            TableTransform transform = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), encoding, DEFAULT);

            // Then
            assertThat(anything(transform)).containsOnlyNulls();
            assertThat(transform.hidden()).containsExactly(new HiddenValues("c", 1, 1, 0, false));
        }
    }

    @Test
    void whatLiesBeyondTheBoundsDoesNotMakeABoundFrequent() {
        // Given: the fifth largest of 300 numbers
        List<String> cells = IntStream.range(0, 300)
                .mapToObj(i -> Integer.toString(i < 295 ? i : 1_000 * i))
                .toList();

        // When
        TableTransform transform = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), Encoding.CATEGORICAL, DEFAULT);

        // Then
        BinnedTransform column = (BinnedTransform) transform.columns().get(0);
        assertThat(column.bins()).noneMatch(ValueBin::isSingle);
        assertThat(column.reach().test("295000")).isTrue();
        assertThat(column.reach().test("296000")).isFalse();
    }

    @Test
    void betweenCommonNumbersAndAHiddenExtremeNothingIsMadeUp() {
        // Given: 0 to 7 in 40 rows each, 50 and 60 in three
        List<String> cells = new ArrayList<>();
        IntStream.range(0, 320).forEach(i -> cells.add(Integer.toString(i % 8)));
        cells.addAll(List.of("50", "50", "50", "60", "60", "60"));

        // When
        TableTransform transform = fit(Tables.ofOne(Sdtype.NUMERICAL, cells), Encoding.NORMALIZED, DEFAULT);

        // Then
        assertThat(anything(transform)).allMatch(v -> Integer.parseInt(v) <= 7);
        assertThat(transform.hidden()).containsExactly(new HiddenValues("c", 1, 3, 3, false));
    }
}
