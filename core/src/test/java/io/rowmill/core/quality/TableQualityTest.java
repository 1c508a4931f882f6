package io.rowmill.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.testing.SharedData;
import io.rowmill.core.testing.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableQualityTest {
    private static TableQuality compare(InMemoryRows real, InMemoryRows synthetic) throws Exception {
        return TableQuality.compare(real.metadata(), real, synthetic);
    }

    @Test
    void equalTablesArePerfect() throws Exception {
        // Given
        InMemoryRows table = Tables.of(
                List.of(ColumnMetadata.of("a", Sdtype.NUMERICAL), ColumnMetadata.of("b", Sdtype.CATEGORICAL)),
                "1",
                "x",
                "2",
                null,
                "3",
                "y");

        // When, Then
        assertThat(compare(table, table)).isEqualTo(new TableQuality(1, 1, 1));
    }

    @Test
    void aSmallTableByHand() throws Exception {
        // Given
        List<ColumnMetadata> columns =
                List.of(ColumnMetadata.of("a", Sdtype.CATEGORICAL), ColumnMetadata.of("b", Sdtype.BOOLEAN));
        InMemoryRows real = Tables.of(columns, "x", "t", "x", "t", "y", "f", null, "f");
        InMemoryRows synthetic = Tables.of(columns, "x", "f", "y", "t", "y", "t", "z", "f");

        // When
        TableQuality quality = compare(real, synthetic);

        // Then: a: x 2/1, y 1/2, null 1/0, rest 0/1; b: equal; pairs: only (y, f) and (x, t) of the real ones move
        assertThat(quality.acc1()).isCloseTo((0.5 + 1) / 2, within(1e-12));
        assertThat(quality.acc2()).isCloseTo(0, within(1e-12));
        assertThat(quality.nulls()).isCloseTo((0.75 + 1) / 2, within(1e-12));
    }

    @Test
    void numbersAreComparedInDecilesOfTheRealOnes() throws Exception {
        // Given
        InMemoryRows real = Tables.ofOne(
                Sdtype.NUMERICAL,
                IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        InMemoryRows within = Tables.ofOne(
                Sdtype.NUMERICAL,
                IntStream.range(0, 100).mapToObj(i -> (i / 10 * 10 + 3) + ".5").toList());
        InMemoryRows lowerHalf = Tables.ofOne(
                Sdtype.NUMERICAL,
                IntStream.range(0, 50).mapToObj(Integer::toString).toList());

        // When, Then
        assertThat(compare(real, within).acc1()).isCloseTo(1, within(1e-12));
        assertThat(compare(real, lowerHalf).acc1()).isCloseTo(0.5, within(1e-12));
    }

    /** What hides rare values may leave the frequent one alone. */
    @Test
    void aFrequentNumberThatHasSwallowedTheRareOnesCostsTheirShare() throws Exception {
        for (int zeros : new int[] {70, 92, 99}) {
            // Given
            InMemoryRows real = numbers(i -> i % 100 < zeros ? "0" : Integer.toString(i));
            InMemoryRows constant = numbers(i -> "0");
            InMemoryRows spread = numbers(i -> i % 100 < zeros ? "0" : Integer.toString(i + 1));

            // When, Then
            assertThat(compare(real, constant).acc1()).isCloseTo(zeros / 100.0, within(1e-12));
            assertThat(compare(real, spread).acc1()).isGreaterThan(.99);
        }
    }

    private static InMemoryRows numbers(IntFunction<String> cell) throws Exception {
        return Tables.ofOne(
                Sdtype.NUMERICAL, IntStream.range(0, 2000).mapToObj(cell).toList());
    }

    @Test
    void datesAmongMarkersOfMissingOnesAreCompared() throws Exception {
        // Given
        InMemoryRows real = Tables.ofDates("%Y-%m-%d", "2020-02-01", "infinity", "2020-01-02", "0044-03-15 BC");

        // When, Then
        assertThat(compare(real, real).acc1()).isEqualTo(1);
    }

    @Test
    void datesOfAnyFormatAreComparedAsDates() throws Exception {
        // Given
        InMemoryRows real = Tables.ofDates("%d.%m.%Y", "01.02.2020", "02.01.2020", "03.12.2019", "04.03.2020");

        // When, Then
        assertThat(compare(real, Tables.ofDates("%d.%m.%Y", "31.12.2018", "02.01.2018"))
                        .acc1())
                .isLessThan(0.5);
    }

    @Test
    void anEmptySyntheticTableHasNoNullRate() throws Exception {
        // Given
        InMemoryRows real = Tables.ofOne(Sdtype.CATEGORICAL, "a");

        // When
        TableQuality quality = compare(real, Tables.ofOne(Sdtype.CATEGORICAL));

        // Then
        assertThat(quality.nulls()).isNaN();
        assertThat(quality.acc1()).isEqualTo(0.5);
        assertThat(quality.acc2()).isNaN();
    }

    /** Figures on 20,000 rows of each table. */
    @Test
    void adultAndItsHoldoutScoreAsExpected() throws Exception {
        // Given
        InMemoryRows real = SharedData.table("adult", "adult").rows();
        Path folder = SharedData.folder("adult");
        InMemoryRows holdout = SharedData.rows(
                folder.resolve("holdout/adult.csv"),
                "adult",
                new ObjectMapper().readTree(folder.resolve("metadata.json").toFile()));

        // When
        TableQuality close = compare(real, holdout);
        TableQuality independent = compare(real, withIndependentColumns(holdout));

        // Then
        assertThat(close.acc1()).isCloseTo(0.9921, within(0.002));
        assertThat(close.acc2()).isCloseTo(0.9816, within(0.002));
        assertThat(close.nulls()).isCloseTo(0.9998, within(0.002));
        assertThat(independent.acc1()).isCloseTo(0.9932, within(0.002));
        assertThat(independent.acc2()).isCloseTo(0.9201, within(0.002));
    }

    /** Column j turned by 37 j rows. */
    private static InMemoryRows withIndependentColumns(InMemoryRows table) {
        int rows = table.rows().size();
        List<String[]> out = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String[] row = new String[table.metadata().columns().size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = table.rows().get((i + 37 * j) % rows)[j];
            }
            out.add(row);
        }
        return new InMemoryRows(table.metadata(), out);
    }
}
