package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A frequent value leaves the others their share, although none of them may be told. */
class DominantValueTest {
    private static final int ROWS = 120;

    private static List<String> column(double share, String frequent, Function<SplittableRandom, String> other) {
        SplittableRandom random = new SplittableRandom(5);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            cells.add(i < share * ROWS ? frequent : other.apply(random));
        }
        return cells;
    }

    private static List<String> comesBack(Sdtype sdtype, List<String> cells, Encoding encoding) {
        InMemoryRows rows = Tables.ofOne(sdtype, cells);
        TransformOptions options =
                new TransformOptions(NullStrategy.MODEL, 10, encoding, Locale.ENGLISH, new Protection(5, 5), Map.of());
        TableTransform transform = Transforms.fit(rows, options, Set.of());
        return Transforms.cells(
                transform, transform.decode(Transforms.encode(transform, rows), 0, Transforms.SEED), "c");
    }

    private static double share(List<String> cells, String value) {
        return cells.stream().filter(c -> Objects.equals(c, value)).count() / (double) cells.size();
    }

    @ParameterizedTest
    @CsvSource({
        "0.55, CATEGORICAL",
        "0.7, CATEGORICAL",
        "0.9, CATEGORICAL",
        "0.55, NORMALIZED",
        "0.7, NORMALIZED",
        "0.9, NORMALIZED"
    })
    void ofNumbers(double zeros, Encoding encoding) {
        // Given
        List<String> real = column(zeros, "0", r -> Integer.toString(r.nextInt(100, 90_000)));

        // When
        List<String> synthetic = comesBack(Sdtype.NUMERICAL, real, encoding);

        // Then
        assertThat(share(synthetic, "0")).isCloseTo(zeros, within(0.03));
        List<String> others = real.stream().filter(c -> !c.equals("0")).toList();
        assertThat(synthetic.stream().filter(c -> !c.equals("0")).distinct()).hasSizeGreaterThan(5);
        if (encoding == Encoding.CATEGORICAL) {
            assertThat(synthetic.stream().filter(others::contains).count()).isLessThan(others.size() / 3);
        }
        assertThat(synthetic).allMatch(c -> Long.parseLong(c) >= 0 && Long.parseLong(c) < 90_000);
    }

    @ParameterizedTest
    @EnumSource
    void ofDates(Encoding encoding) {
        // Given
        List<String> real = column(0.8, "1970-01-01", r -> LocalDate.of(2020, 1, 1)
                .plusDays(r.nextInt(900))
                .toString());

        // When
        List<String> synthetic = comesBack(Sdtype.DATETIME, real, encoding);

        // Then
        assertThat(share(synthetic, "1970-01-01")).isCloseTo(0.8, within(0.03));
        assertThat(synthetic).allMatch(c -> c.startsWith("202") || c.equals("1970-01-01"));
    }

    @Test
    void ofTexts() {
        // Given
        List<String> real = column(0.7, "none", r -> "ticket " + r.nextInt(10_000, 99_999));

        // When
        List<String> synthetic = comesBack(Sdtype.CATEGORICAL, real, Encoding.CATEGORICAL);

        // Then
        assertThat(share(synthetic, "none")).isCloseTo(0.7, within(0.01));
        assertThat(synthetic).allMatch(c -> c.equals("none") || c.matches("[a-z]{6} \\d{5}"));
        assertThat(synthetic).filteredOn(c -> !c.equals("none")).doesNotContainAnyElementsOf(real);
    }

    @Test
    void ofNullsInAColumnOfRareTexts() {
        // Given
        List<String> real = column(0.9, null, r -> "note-" + r.nextInt(1_000, 9_999));

        // When
        List<String> synthetic = comesBack(Sdtype.CATEGORICAL, real, Encoding.CATEGORICAL);

        // Then
        IntStream.range(0, ROWS)
                .forEach(i -> assertThat(synthetic.get(i) == null).isEqualTo(real.get(i) == null));
    }

    /** Thirteen of 2,930 houses have a pool: its area and its quality tell so together. */
    @Test
    void aRareFactStaysInAllColumnsThatTellIt() {
        // Given
        List<String> areas = new ArrayList<>(Collections.nCopies(2_917, "0"));
        List<String> qualities = new ArrayList<>(Collections.nCopies(2_917, null));
        for (int i = 0; i < 13; i++) {
            areas.add(Integer.toString(300 + 37 * i));
            qualities.add(List.of("Ex", "Gd", "Fa", "TA").get(i % 4));
        }

        // When
        List<String> ofAreas = comesBack(Sdtype.NUMERICAL, areas, Encoding.CATEGORICAL);
        List<String> ofQualities = comesBack(Sdtype.CATEGORICAL, qualities, Encoding.CATEGORICAL);

        // Then
        assertThat(ofAreas.stream().filter(c -> !c.equals("0"))).hasSize(13);
        assertThat(ofQualities.stream().filter(Objects::nonNull)).hasSize(13);
    }

    @ParameterizedTest
    @EnumSource
    void aSmallColumnKeepsItsNulls(Encoding encoding) {
        // Given
        List<String> real = Arrays.asList("1.5", "2.5", null, "3.5", "4.5");

        // When
        List<String> synthetic = comesBack(Sdtype.NUMERICAL, real, encoding);

        // Then
        assertThat(share(synthetic, null)).isEqualTo(0.2);
        assertThat(synthetic.stream().filter(Objects::nonNull).map(Double::parseDouble))
                .allMatch(v -> v >= 1 && v <= 5);
    }

    @ParameterizedTest
    @EnumSource
    void fourNumbersInALargeTableAreNotTold(Encoding encoding) {
        // Given
        List<String> real = new ArrayList<>(Collections.nCopies(500, null));
        real.addAll(List.of("1.5", "2.5", "3.5", "4.5"));

        // When, Then
        assertThat(new LinkedHashSet<>(comesBack(Sdtype.NUMERICAL, real, encoding)))
                .containsExactly((String) null);
    }
}
