package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.quality.TableQuality;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.Part;
import io.rowmill.core.testing.SharedData;
import io.rowmill.core.testing.SharedData.KeyedTable;
import io.rowmill.core.testing.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoricalEncodingTest {
    /** Of 500 different numbers in as many rows, in ten ranges. */
    private static final int RANGE_OF_FEW_ROWS = 51;

    private static TableTransform fit(InMemoryRows rows, NullStrategy nulls) {
        return Transforms.fit(rows, new TransformOptions(nulls, 10, Encoding.CATEGORICAL, Locale.ENGLISH), Set.of());
    }

    private static List<String> roundTrip(InMemoryRows rows, NullStrategy nulls) {
        TableTransform transform = fit(rows, nulls);
        return Transforms.cells(
                transform, transform.decode(Transforms.encode(transform, rows), 0, Transforms.SEED), "c");
    }

    private static InMemoryRows skewed(int rows) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(random.nextInt(10) < 4 ? "0" : Long.toString(Math.round(Math.exp(14 * random.nextDouble()))));
        }
        return Tables.ofOne(Sdtype.NUMERICAL, cells);
    }

    @Test
    void everyPartIsAOneHot() {
        // Given
        InMemoryRows rows = Tables.of(
                List.of(
                        ColumnMetadata.of("n", Sdtype.NUMERICAL),
                        ColumnMetadata.of("d", Sdtype.DATETIME),
                        ColumnMetadata.of("k", Sdtype.CATEGORICAL)),
                "1.5",
                "2020-01-01",
                "a",
                "2.5",
                "2020-01-02",
                "b");

        // When, Then
        assertThat(fit(rows, NullStrategy.MODEL).layout())
                .containsExactly(new Part.OneHot(2, true), new Part.OneHot(2, true), new Part.OneHot(2, true));
    }

    @Test
    void aFrequentValueHasACodeOfItsOwnAndComesBackExactly() {
        // Given
        InMemoryRows rows = skewed(20_000);

        // When
        List<String> decoded = roundTrip(rows, NullStrategy.MODEL);

        // Then
        for (int i = 0; i < decoded.size(); i++) {
            assertThat(decoded.get(i).equals("0"))
                    .isEqualTo(rows.rows().get(i)[0].equals("0"));
        }
    }

    @Test
    void aValueComesBackWithinAPartOfItsRangeThatThirtyRowsTeach() {
        // Given
        InMemoryRows rows = skewed(20_000);
        double[] sorted = rows.rows().stream()
                .mapToDouble(r -> Double.parseDouble(r[0]))
                .sorted()
                .toArray();

        // When
        List<String> decoded = roundTrip(rows, NullStrategy.MODEL);

        // Then: 100 ranges of 200 rows have 6 parts each
        for (int i = 0; i < decoded.size(); i++) {
            double real = Double.parseDouble(rows.rows().get(i)[0]);
            int rank = Math.abs(java.util.Arrays.binarySearch(sorted, real));
            double quantile = sorted[Math.min(sorted.length - 1, rank + 250)] - sorted[Math.max(0, rank - 250)];
            assertThat(Double.parseDouble(decoded.get(i))).isCloseTo(real, within(1 + quantile / 6));
        }
    }

    @Test
    void noCodeLeadsBeyondTheBoundsAndBothCanBeReached() {
        // Given
        InMemoryRows rows = skewed(60_000);
        TableTransform transform = fit(rows, NullStrategy.MODEL);
        List<Part> parts = transform.parts("c");
        long max =
                rows.rows().stream().mapToLong(r -> Long.parseLong(r[0])).max().orElseThrow();

        // When
        List<Long> values = new ArrayList<>();
        for (int bin = 0; bin < parts.get(0).width(); bin++) {
            for (int position = 0; position < parts.get(1).width(); position++) {
                values.addAll(decoded(transform, bin, position, 100));
            }
        }

        // Then
        assertThat(Collections.min(values)).isZero();
        assertThat(Collections.max(values)).isLessThanOrEqualTo(max);
        assertThat(scale(transform).number(parts.get(0).width() - 1, 99, 100, 1))
                .isEqualTo(max);
    }

    private static BinScale scale(TableTransform transform) {
        BinnedTransform column = (BinnedTransform) transform.columns().get(0);
        return new BinScale(column.format(), column.step(), column.bins());
    }

    private static List<Long> decoded(TableTransform transform, int bin, int position, int rows) {
        List<EncodedPart> parts = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            int[] codes = new int[rows];
            java.util.Arrays.fill(codes, part == 0 ? bin : position);
            parts.add(new EncodedPart.Codes((Part.OneHot) transform.parts("c").get(part), codes));
        }
        DecodedRows decoded = transform.decode(new EncodedTable(rows, parts), 0, Transforms.SEED);
        return IntStream.range(0, rows)
                .mapToObj(i -> (Long) decoded.value(i, "c"))
                .toList();
    }

    @Test
    void aRowDecodesAlikeInAnyChunkAndByAnotherSeedToSomethingElse() {
        // Given
        InMemoryRows rows = skewed(5_000);
        TableTransform transform = fit(rows, NullStrategy.MODEL);
        EncodedTable all = Transforms.encode(transform, rows);
        EncodedTable tail = all.gather(IntStream.range(2_000, 5_000).toArray());

        // When
        List<String> whole = Transforms.cells(transform, transform.decode(all, 0, Transforms.SEED), "c");
        List<String> chunk = Transforms.cells(transform, transform.decode(tail, 2_000, Transforms.SEED), "c");
        List<String> other = Transforms.cells(transform, transform.decode(all, 0, new Seed(8)), "c");

        // Then
        assertThat(chunk).isEqualTo(whole.subList(2_000, 5_000));
        assertThat(other).isNotEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5,5,5,5",
                "1,2",
                "0.10,0.25,0.10",
                "1000000000000,1000000000001,1000000000002",
                "9000000000000000001,-9000000000000000000",
                "1e-9,2e30,5"
            })
    void fewDistinctValuesComeBackExactly(String joined) {
        // Given
        List<String> cells = List.of(joined.split(","));

        // When, Then
        List<String> decoded = roundTrip(Tables.ofOne(Sdtype.NUMERICAL, cells), NullStrategy.MODEL);
        assertThat(decoded.stream().map(java.math.BigDecimal::new))
                .usingElementComparator(java.math.BigDecimal::compareTo)
                .containsExactlyElementsOf(
                        cells.stream().map(java.math.BigDecimal::new).toList());
    }

    @Test
    void wholeNumbersAndDaysComeBackExactlyWhereThereAreRowsToTeachThem() {
        // Given
        List<String> numbers = IntStream.range(0, 150_000)
                .mapToObj(i -> Integer.toString(i % 4_000 - 700))
                .toList();
        String[] days = IntStream.range(0, 150_000)
                .mapToObj(i ->
                        java.time.LocalDate.of(2020, 1, 1).plusDays(i % 4_000).toString())
                .toArray(String[]::new);

        // When, Then
        assertThat(roundTrip(Tables.ofOne(Sdtype.NUMERICAL, numbers), NullStrategy.MODEL))
                .isEqualTo(numbers);
        assertThat(roundTrip(Tables.ofDates("%Y-%m-%d", days), NullStrategy.MODEL))
                .containsExactly(days);
    }

    @ParameterizedTest
    @CsvSource({"2000,0", "2000,1", "20000,0", "100000,1"})
    void rangesAreDrawnInTheStepsThatNearlyAllNumbersHave(int rows, int decimals) {
        // Given: tens, but one in fifty
        List<String> cells = IntStream.range(0, rows)
                .mapToObj(
                        i -> (i % 50 == 0 ? 7 * (i % 2_000) + 1 : 10 * (i * 37 % 2_000)) + (decimals == 0 ? "" : ".0"))
                .toList();

        // When
        List<String> decoded = roundTrip(Tables.ofOne(Sdtype.NUMERICAL, cells), NullStrategy.MODEL);

        // Then
        long tens = decoded.stream()
                .filter(c -> new java.math.BigDecimal(c)
                                .remainder(java.math.BigDecimal.TEN)
                                .signum()
                        == 0)
                .count();
        assertThat(tens).isGreaterThan(rows * 97L / 100);
    }

    @Test
    void aSpikeSaysNothingAboutTheStepsOfOtherNumbers() {
        // Given: 96 in 100 rows hold a thousand, the others odd numbers of all sizes
        List<String> cells = IntStream.range(0, 20_000)
                .mapToObj(i -> i % 25 == 0 ? Integer.toString(2 * i + 1) : "1000")
                .toList();

        // When
        List<String> others = roundTrip(Tables.ofOne(Sdtype.NUMERICAL, cells), NullStrategy.MODEL).stream()
                .filter(c -> !c.equals("1000"))
                .toList();

        // Then
        assertThat(others).hasSizeGreaterThan(700);
        assertThat(others.stream().distinct().count()).isGreaterThan(400);
    }

    @Test
    void nullsAreLearnedReplacedOrDropped() {
        // Given
        List<String> cells = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> cells.add(Integer.toString(i)));
        cells.addAll(Collections.nCopies(50, null));
        InMemoryRows rows = Tables.ofOne(Sdtype.NUMERICAL, cells);

        // When
        EncodedTable dropped = Transforms.encode(fit(rows, NullStrategy.DROP_ROW), rows);
        List<String> replaced = roundTrip(rows, NullStrategy.REPLACE_MEAN);

        // Then
        List<String> learned = roundTrip(rows, NullStrategy.MODEL);
        assertThat(learned.subList(500, 550)).containsOnlyNulls();
        for (int i = 0; i < 500; i++) {
            assertThat(Integer.parseInt(learned.get(i))).isCloseTo(i, within(RANGE_OF_FEW_ROWS));
        }
        assertThat(replaced.subList(500, 550))
                .allMatch(c -> Math.abs(Double.parseDouble(c) - 249.5) < RANGE_OF_FEW_ROWS);
        assertThat(IntStream.of(Transforms.codes(dropped, 0)).skip(500)).containsOnly(-1);
        assertThat(IntStream.of(Transforms.codes(dropped, 0)).limit(500)).doesNotContain(-1);
    }

    @ParameterizedTest
    @EnumSource(NullStrategy.class)
    void constantEmptyAndAllNullColumnsHaveNoParts(NullStrategy nulls) {
        // Given
        List<InMemoryRows> columns = List.of(
                Tables.ofOne(Sdtype.NUMERICAL, "14", "14"),
                Tables.ofOne(Sdtype.NUMERICAL, null, null),
                Tables.ofOne(Sdtype.DATETIME));

        // When, Then
        for (InMemoryRows rows : columns) {
            assertThat(fit(rows, nulls).parts("c")).isEmpty();
            assertThat(roundTrip(rows, nulls))
                    .isEqualTo(rows.rows().stream().map(r -> r[0]).toList());
        }
    }

    @Test
    void featuresAreNumbersWhateverTheCodes() {
        // Given
        InMemoryRows rows = Tables.ofOne(Sdtype.NUMERICAL, "2.5", null, "1.5");
        TableTransform transform = fit(rows, NullStrategy.MODEL);

        // When
        Feature feature =
                transform.feature("c", Transforms.encode(transform, rows).parts());

        // Then
        assertThat(((Feature.Numeric) feature).values()).containsExactly(2.5, Double.NaN, 1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adult", "kc_house", "airbnb_nyc", "bank_marketing", "berka", "sakila"})
    void aRealTableSurvivesEncodingAndDecoding(String name) throws Exception {
        for (KeyedTable table : SharedData.tables(name)) {
            // Given
            TransformOptions options =
                    new TransformOptions(NullStrategy.MODEL, 10, Encoding.CATEGORICAL, Locale.ENGLISH);
            TableTransform fitted = Transforms.fit(table.rows(), options, table.keyColumns());
            ObjectMapper json = new ObjectMapper();
            TableTransform transform = json.readValue(json.writeValueAsString(fitted), TableTransform.class);

            // When
            EncodedTable encoded = Transforms.encode(transform, table.rows());
            InMemoryRows again = asRows(table.rows(), transform, transform.decode(encoded, 0, Transforms.SEED));

            // Then
            assertThat(transform.layout()).allMatch(Part.OneHot.class::isInstance);
            TableMetadata content = contentOf(table.rows().metadata(), transform);
            if (table.rows().rows().size() > 100 && content.columns().size() > 1) {
                TableQuality quality = TableQuality.compare(content, head(table.rows()), head(again));
                // Numbers of few rows are learned as wide ranges.
                boolean few = table.rows().rows().size() < 10_000;
                assertThat(quality.acc1())
                        .as("%s acc1 %.4f acc2 %.4f", table, quality.acc1(), quality.acc2())
                        .isGreaterThanOrEqualTo(few ? 0.975 : 0.995);
                assertThat(quality.acc2())
                        .as("%s acc1 %.4f acc2 %.4f", table, quality.acc1(), quality.acc2())
                        .isGreaterThanOrEqualTo(few ? 0.92 : 0.995);
                assertThat(quality.nulls()).isEqualTo(1);
            }
        }
    }

    /** Not more rows than are compared: of more, different ones would be drawn on either side. */
    private static InMemoryRows head(InMemoryRows rows) {
        return new InMemoryRows(
                rows.metadata(),
                rows.rows().subList(0, Math.min(20_000, rows.rows().size())));
    }

    private static TableMetadata contentOf(TableMetadata metadata, TableTransform transform) {
        return new TableMetadata(
                metadata.name(),
                metadata.columns().stream()
                        .filter(c -> transform.contentColumns().contains(c.name()))
                        .toList(),
                List.of());
    }

    private static InMemoryRows asRows(InMemoryRows source, TableTransform transform, DecodedRows rows) {
        List<ColumnMetadata> columns = source.metadata().columns();
        List<String[]> cells = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            String[] row = new String[columns.size()];
            for (int c = 0; c < row.length; c++) {
                String name = columns.get(c).name();
                row[c] = rows.columns().contains(name) ? transform.format(name).format(rows.value(i, name)) : null;
            }
            cells.add(row);
        }
        return new InMemoryRows(source.metadata(), cells);
    }
}
