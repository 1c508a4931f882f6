package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentColumnsTest {
    private static EncodedTable continuous(float alpha, int mode, Part modes) {
        return new EncodedTable(
                1,
                List.of(
                        new EncodedPart.Scalars(new float[] {alpha}),
                        new EncodedPart.Codes((Part.OneHot) modes, new int[] {mode})));
    }

    private static List<String> gaussian(int rows, double mean, double std) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, rows)
                .mapToObj(i -> String.format(java.util.Locale.ROOT, "%.2f", mean + std * random.nextGaussian()))
                .toList();
    }

    @Test
    void aContinuousColumnIsAScalarBesideItsModes() {
        // Given
        List<String> cells = new ArrayList<>(gaussian(2_000, -50, 2));
        cells.addAll(gaussian(2_000, 50, 2));
        InMemoryRows rows = Tables.ofOne(Sdtype.NUMERICAL, cells);

        // When
        TableTransform transform = Transforms.fit(rows);
        EncodedTable encoded = Transforms.encode(transform, rows);

        // Then
        List<Part> parts = transform.parts("c");
        assertThat(parts.get(0)).isEqualTo(new Part.Scalar());
        assertThat(parts.get(1)).isInstanceOfSatisfying(Part.OneHot.class, p -> assertThat(p.conditional())
                .isFalse());
        assertThat(DoubleStream.iterate(0, i -> i < 4_000, i -> i + 1)
                        .map(i -> Math.abs(Transforms.scalars(encoded, 0)[(int) i])))
                .allMatch(a -> a <= 0.99f);
        List<String> decoded = Transforms.roundTrip(rows, NullStrategy.MODEL);
        for (int i = 0; i < cells.size(); i++) {
            assertThat(Double.parseDouble(decoded.get(i))).isCloseTo(Double.parseDouble(cells.get(i)), within(1.5));
        }
    }

    @Test
    void theRealBoundsAreNeverExceededAndCanBeReached() {
        // Given
        List<String> cells = new ArrayList<>(gaussian(3_000, 10, 1));
        cells.add("500.25");
        cells.add("-400.75");
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.NUMERICAL, cells));
        Part modes = transform.parts("c").get(1);

        // When
        List<Double> values = new ArrayList<>();
        for (int mode = 0; mode < modes.width(); mode++) {
            for (float alpha : new float[] {-1.5f, -1f, -0.99f, -0.5f, 0f, 0.5f, 0.99f, 1f, 1.5f}) {
                DecodedRows row = transform.decode(continuous(alpha, mode, modes), 0, Transforms.SEED);
                values.add(((Number) row.value(0, "c")).doubleValue());
            }
        }

        // Then
        assertThat(values).allMatch(v -> v >= -400.75 && v <= 500.25).contains(-400.75, 500.25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5,5,5,5",
                "1,2",
                "0.10,0.25,0.10",
                "1000000000000,1000000000001,1000000000002",
                "-0.000001,0.000001,0",
                "9000000000000000000,-9000000000000000000",
                "1,2,3,4,5,6,7,8,9,10"
            })
    void fewDistinctValuesComeBackExactly(String joined) {
        // Given
        List<String> cells = List.of(joined.split(","));

        // When, Then
        List<String> decoded = Transforms.roundTrip(Tables.ofOne(Sdtype.NUMERICAL, cells), NullStrategy.MODEL);
        assertThat(decoded.stream().map(Double::valueOf))
                .containsExactlyElementsOf(cells.stream().map(Double::valueOf).toList());
    }

    @Test
    void aValueThatMostRowsHaveComesBackExactly() {
        // Given
        List<String> cells = new ArrayList<>(Collections.nCopies(9_000, "0"));
        SplittableRandom random = new SplittableRandom(3);
        random.ints(1_000, 1, 100_000).forEach(i -> cells.add(Integer.toString(i)));

        // When
        List<String> decoded = Transforms.roundTrip(Tables.ofOne(Sdtype.NUMERICAL, cells), NullStrategy.MODEL);

        // Then
        assertThat(decoded.subList(0, 9_000)).containsOnly("0");
        assertThat(decoded.subList(9_000, 10_000)).doesNotContain("0");
    }

    @Test
    void noOtherModeLeadsToAFrequentValueAtTheEdge() {
        // Given
        List<String> cells = new ArrayList<>(Collections.nCopies(9_000, "0"));
        SplittableRandom random = new SplittableRandom(3);
        random.ints(1_000, 114, 100_000).forEach(i -> cells.add(Integer.toString(i)));
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.NUMERICAL, cells));
        Part modes = transform.parts("c").get(1);

        // When
        List<Long> last = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int mode = 0; mode < modes.width(); mode++) {
            for (float alpha = -1; alpha <= 1; alpha += 0.01f) {
                DecodedRows row = transform.decode(continuous(alpha, mode, modes), 0, Transforms.SEED);
                (mode == modes.width() - 1 ? last : others).add((Long) row.value(0, "c"));
            }
        }

        // Then
        assertThat(last).containsOnly(0L);
        assertThat(others).allMatch(v -> v >= 114);
        assertThat(Collections.max(others)).isGreaterThan(99_000);
    }

    @Test
    void frequentValuesLeaveRoomForTheModesOfTheOthers() {
        // Given
        List<String> cells = new ArrayList<>(gaussian(2_000, 50, 2));
        for (int i = 1; i <= 9; i++) {
            cells.addAll(Collections.nCopies(500 + i, i + "00.00"));
        }
        InMemoryRows rows = Tables.ofOne(Sdtype.NUMERICAL, cells);

        // When
        TableTransform transform = Transforms.fit(rows);

        // Then
        assertThat(transform.parts("c").get(1).width()).isBetween(9 + 1, 9 + 5);
        List<String> decoded = Transforms.roundTrip(rows, NullStrategy.MODEL);
        assertThat(decoded.stream().filter("900.00"::equals)).hasSize(509);
        assertThat(decoded.stream().filter("500.00"::equals)).hasSize(505);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1, 1e-6})
    void modesDoNotDependOnTheUnit(double unit) {
        // Given
        double[] values = new SplittableRandom(5)
                .doubles(5_000)
                .map(x -> (x < 0.3 ? x : x + 5) * unit)
                .toArray();

        // When
        List<Mode> modes = BayesianGaussianMixture.fit(WeightedValues.of(values, 4_096), 10, Transforms.SEED);

        // Then
        assertThat(modes).hasSizeBetween(2, 10);
        assertThat(modes.stream().mapToDouble(Mode::weight).sum()).isCloseTo(1, within(1e-9));
        assertThat(modes.stream()
                        .filter(m -> m.mean() < unit)
                        .mapToDouble(Mode::weight)
                        .sum())
                .isCloseTo(0.3, within(0.02));
    }

    @Test
    void modesThatShareAPeakBecomeOne() {
        // Given
        Mode left = new Mode(10, 2, 0.2);
        Mode right = new Mode(10.4, 2.2, 0.6);

        // When, Then
        assertThat(left.isTwinOf(right)).isTrue();
        assertThat(left.isTwinOf(new Mode(12, 2, 0.2))).isFalse();
        assertThat(left.isTwinOf(new Mode(10, 4, 0.2))).isFalse();
        assertThat(left.mergedWith(right).mean()).isCloseTo(10.3, within(1e-9));
        assertThat(left.mergedWith(right).weight()).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void timesKeepTheirPrecision() {
        // Given
        List<String> cells = IntStream.range(0, 500)
                .mapToObj(i -> String.format("2020-%02d-%02d %02d:00:00", 1 + i % 12, 1 + i % 28, i % 24))
                .toList();
        InMemoryRows rows = Tables.ofDates("%Y-%m-%d %H:%M:%S", cells.toArray(String[]::new));

        // When, Then
        assertThat(Transforms.roundTrip(rows, NullStrategy.MODEL))
                .allMatch(c -> c.matches("2020-\\d\\d-\\d\\d \\d\\d:00:00"));
    }

    @Test
    void categoriesAreOrderedByFrequencyThenValue() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.CATEGORICAL, "b", "c", "a", "b", null, "", "c", "b");

        // When
        TableTransform transform = Transforms.fit(rows);
        EncodedTable encoded = Transforms.encode(transform, rows);

        // Then
        assertThat(transform.parts("c")).containsExactly(new Part.OneHot(5, true));
        assertThat(Transforms.codes(encoded, 0)).containsExactly(0, 1, 3, 0, 4, 2, 1, 0);
        assertThat(Transforms.roundTrip(rows, NullStrategy.MODEL))
                .containsExactly("b", "c", "a", "b", null, "", "c", "b");
    }

    @Test
    void aCategoryThatWasNotFittedIsAbsent() {
        // Given
        TableTransform transform = Transforms.fit(Tables.ofOne(Sdtype.CATEGORICAL, "a", "b"));

        // When
        EncodedTable encoded = Transforms.encode(transform, Tables.ofOne(Sdtype.CATEGORICAL, "b", "z"));

        // Then
        assertThat(Transforms.codes(encoded, 0)).containsExactly(1, -1);
    }

    @Test
    void everyValueOfAWideCategoricalColumnSurvives() {
        // Given
        List<String> cells =
                IntStream.range(0, 20_000).mapToObj(i -> "name " + i).toList();

        // When, Then
        assertThat(Transforms.roundTrip(Tables.ofOne(Sdtype.CATEGORICAL, cells), NullStrategy.MODEL))
                .isEqualTo(cells);
    }

    @Test
    void nullsAreLearnedReplacedOrDropped() {
        // Given
        List<String> cells = new ArrayList<>(gaussian(500, 100, 5));
        cells.addAll(Collections.nCopies(50, null));
        InMemoryRows rows = Tables.ofOne(Sdtype.NUMERICAL, cells);

        // When
        EncodedTable dropped = Transforms.encode(Transforms.fit(rows, NullStrategy.DROP_ROW), rows);
        List<String> learned = Transforms.roundTrip(rows, NullStrategy.MODEL);
        List<String> replaced = Transforms.roundTrip(rows, NullStrategy.REPLACE_MEAN);

        // Then
        assertThat(Transforms.fit(rows, NullStrategy.MODEL).parts("c").get(2)).isEqualTo(new Part.OneHot(2, true));
        assertThat(learned.subList(500, 550)).containsOnlyNulls();
        assertThat(learned.subList(0, 500)).doesNotContainNull();
        assertThat(replaced).doesNotContainNull();
        assertThat(replaced.subList(500, 550)).allMatch(c -> Math.abs(Double.parseDouble(c) - 100) < 2);
        assertThat(dropped.parts()).hasSize(2);
        int[] codes = Transforms.codes(dropped, 1);
        assertThat(Arrays.stream(codes).skip(500)).containsOnly(-1);
        assertThat(Arrays.stream(codes).limit(500)).doesNotContain(-1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Sdtype.class,
            names = {"NUMERICAL", "CATEGORICAL", "DATETIME", "BOOLEAN"})
    void constantEmptyAndAllNullColumnsHaveNoParts(Sdtype sdtype) {
        // Given
        String cell =
                switch (sdtype) {
                    case DATETIME -> "2020-02-03";
                    case BOOLEAN -> "t";
                    default -> "14.0";
                };
        InMemoryRows constant = Tables.ofOne(sdtype, cell, cell);

        // When, Then
        for (NullStrategy nulls : NullStrategy.values()) {
            assertThat(Transforms.roundTrip(constant, nulls)).containsExactly(cell, cell);
            assertThat(Transforms.roundTrip(Tables.ofOne(sdtype, cell), nulls)).containsExactly(cell);
            assertThat(Transforms.roundTrip(Tables.ofOne(sdtype, null, null), nulls))
                    .containsExactly(null, null);
            assertThat(Transforms.roundTrip(Tables.ofOne(sdtype), nulls)).isEmpty();
        }
        assertThat(Transforms.fit(constant).parts("c")).isEmpty();
        assertThat(Transforms.fit(constant).contentColumns()).containsExactly("c");
        assertThatThrownBy(() -> Transforms.fit(constant).feature("c", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Sdtype.class,
            names = {"NUMERICAL", "CATEGORICAL"})
    void aConstantWithNullsLearnsTheNulls(Sdtype sdtype) {
        // Given
        InMemoryRows rows = Tables.ofOne(sdtype, "3", null, "3");

        // When, Then
        assertThat(Transforms.fit(rows).parts("c")).containsExactly(new Part.OneHot(2, true));
        assertThat(Transforms.roundTrip(rows, NullStrategy.MODEL)).containsExactly("3", null, "3");
    }

    @Test
    void featuresArePlainValues() {
        // Given
        InMemoryRows numbers = Tables.ofOne(Sdtype.NUMERICAL, "1.5", null, "2.5");
        InMemoryRows words = Tables.ofOne(Sdtype.CATEGORICAL, "a", "b", "a");
        TableTransform ofNumbers = Transforms.fit(numbers);
        TableTransform ofWords = Transforms.fit(words);

        // When
        Feature number =
                ofNumbers.feature("c", Transforms.encode(ofNumbers, numbers).parts());
        Feature word = ofWords.feature("c", Transforms.encode(ofWords, words).parts());

        // Then
        assertThat(((Feature.Numeric) number).values()).containsExactly(1.5, Double.NaN, 2.5);
        assertThat(((Feature.Codes) word).codes()).containsExactly(0, 1, 0);
        assertThat(((Feature.Codes) word).size()).isEqualTo(2);
    }

    @Test
    void allWrongCellsAreRejectedAtOnceAndNotTold() {
        // Given
        InMemoryRows rows = Tables.of(
                List.of(
                        ColumnMetadata.of("number", Sdtype.NUMERICAL),
                        ColumnMetadata.of("date", Sdtype.DATETIME),
                        ColumnMetadata.of("flag", Sdtype.BOOLEAN)),
                "1",
                "2020-01-01",
                "t",
                "secret",
                "hidden",
                "private",
                "3",
                "2020-01-03",
                "private");

        // When, Then
        assertThatThrownBy(() -> Transforms.fit(rows)).isInstanceOfSatisfying(FailureException.class, e -> assertThat(
                        e.failure().messages())
                .containsExactly(
                        "Table t, column number: 1 value is not numerical (first in row 2).",
                        "Table t, column date: 1 value is not datetime (first in row 2).",
                        "Table t, column flag: 2 values are not boolean (first in row 2, 3)."));
    }
}
