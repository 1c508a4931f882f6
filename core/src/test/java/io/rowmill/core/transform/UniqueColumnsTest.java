package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns that are declared as keys: whatever their type, no value comes out twice. */
class UniqueColumnsTest {
    private static List<String> cells(int count, IntFunction<String> cell) {
        return IntStream.range(0, count).mapToObj(cell).toList();
    }

    /** Typed values of the column {@code c}, with nulls. */
    private static List<Object> made(InMemoryRows rows, int count) throws IOException {
        TableTransform transform =
                TableTransform.fit(rows, Set.of(), Set.of("c"), TransformOptions.DEFAULT, Transforms.SEED);
        assertThat(transform.contentColumns()).isEmpty();
        var decoded = transform.decode(EncodedTable.empty(count), 0, Transforms.SEED);
        return IntStream.range(0, count).mapToObj(i -> decoded.value(i, "c")).toList();
    }

    private static List<Object> distinct(List<Object> values) {
        List<Object> present = values.stream().filter(Objects::nonNull).toList();
        assertThat(new HashSet<>(present)).hasSameSizeAs(present);
        return present;
    }

    @Test
    void wholeNumbersStayWithinTheirBoundsAsLongAsTheseHoldThem() throws IOException {
        // Given
        List<String> numbers = cells(100, i -> i % 4 == 0 ? null : String.valueOf(7 * i - 300));

        // When
        List<Object> made = made(Tables.ofOne(Sdtype.NUMERICAL, numbers), 800);

        // Then
        assertThat(distinct(made)).hasSize(600).allMatch(n -> (Long) n >= -293 && (Long) n <= 393);
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, numbers), 20_000)))
                .hasSize(15_000);
    }

    @Test
    void aDenseSequenceIsUsedUpBeforeItGrows() throws IOException {
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, cells(50, i -> String.valueOf(1000 + i))), 50)))
                .allMatch(n -> (Long) n >= 1000 && (Long) n < 1050);
    }

    @Test
    void decimalsThatAreEqualNumbersAreNotMadeTwice() throws IOException {
        // Given
        List<String> numbers = cells(60, i -> i % 2 == 0 ? i + ".5" : i + ".25");

        // When / Then
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, numbers), 8_000)).stream()
                        .map(n -> ((java.math.BigDecimal) n).stripTrailingZeros()))
                .doesNotHaveDuplicates();
    }

    @Test
    void realNumbersAndMixedSpellingsAreUnique() throws IOException {
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, cells(60, i -> "1." + i + "e-3")), 3_000)))
                .hasSize(3_000);
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, cells(60, i -> 3 * i + ".50 kg")), 900)))
                .hasSize(900);
        assertThat(distinct(made(Tables.ofOne(Sdtype.NUMERICAL, cells(50, i -> "01:%02d:%02d".formatted(i, i))), 900)))
                .hasSize(900);
        assertThat(distinct(made(
                        Tables.ofOne(Sdtype.NUMERICAL, cells(60, i -> i % 9 == 0 ? "n/a" : String.valueOf(i))), 900)))
                .hasSizeBetween(780, 820);
    }

    @Test
    void daysAndTimesAreUniqueAndTimesGoOnWithinTheirYears() throws IOException {
        // Given
        List<String> times = cells(50, i -> "2024-03-01 %02d:%02d:00".formatted(i % 24, i));

        // When
        List<Object> made = made(Tables.ofOne(Sdtype.DATETIME, times), 5_000);

        // Then
        assertThat(distinct(made)).hasSize(5_000).allMatch(t -> t.toString().startsWith("2024-"));
        assertThat(distinct(made(Tables.ofOne(Sdtype.DATETIME, cells(28, i -> "2024-02-%02d".formatted(i + 1))), 400)))
                .hasSize(400);
    }

    @Test
    void categoriesThatRepeatInTheSourceAreMadeUpWithoutRepetition() throws IOException {
        assertThat(distinct(made(Tables.ofOne(Sdtype.CATEGORICAL, cells(90, i -> "SKU-" + (100 + i % 30))), 300)))
                .hasSize(300)
                .allMatch(c -> c.toString().matches("[A-Z]{3}-\\d{3,}"));
    }
}
