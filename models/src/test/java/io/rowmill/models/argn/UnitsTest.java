package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.privacy.PrivateSteps;
import io.rowmill.core.privacy.SecureStream;
import io.rowmill.core.synthesizer.PrivateTraining;
import io.rowmill.core.table.EncodedTable;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitsTest {
    /** Five and a half deviations of a test's statistic: one run in 20 million goes beyond. */
    private static final double SURE = 5.5;

    private final SecureStream random = new SecureStream();

    private static Units units(int rows, int unitCount, int rowsPerUnit, IntUnaryOperator unitOf) {
        PrivateTraining privacy = new PrivateTraining(
                new PrivateSteps(1, 1, 1, 1, 1), unitOf, unitCount, rowsPerUnit, EncodedTable.empty(0), Set.of());
        return new Units(IntStream.range(0, rows).toArray(), privacy);
    }

    /** As often as by independent draws, each unit and all together: a shuffled batch would have the same size every time. */
    @Test
    void takesEachUnitIndependently() {
        // Given
        int n = 400;
        double rate = 0.1;
        int steps = 5_000;
        Units units = units(n, n, 1, row -> row);

        // When
        int[] times = new int[n];
        int[] sizes = new int[steps];
        for (int t = 0; t < steps; t++) {
            int[] taken = units.take(rate, 1, random)[0];
            sizes[t] = taken.length;
            Arrays.stream(taken).forEach(row -> times[row]++);
        }

        // Then
        double variance = steps * rate * (1 - rate);
        double chiSquare = Arrays.stream(times)
                .mapToDouble(k -> Math.pow(k - steps * rate, 2) / variance)
                .sum();
        assertThat(chiSquare).isCloseTo(n, within(SURE * Math.sqrt(2.0 * n)));
        double mean = n * rate;
        double spread =
                Arrays.stream(sizes).mapToDouble(s -> Math.pow(s - mean, 2)).sum() / steps;
        assertThat(Arrays.stream(sizes).average().orElseThrow())
                .isCloseTo(mean, within(SURE * Math.sqrt(mean * (1 - rate) / steps)));
        assertThat(spread / (mean * (1 - rate))).isCloseTo(1, within(SURE * Math.sqrt(2.0 / steps)));
    }

    @Test
    void dealsTheUnitsToHeapsWhateverTheOthersDo() {
        int n = 20_000;
        int[][] heaps = units(n, n, 1, row -> row).take(1, 4, random);
        assertThat(Arrays.stream(heaps).flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
        for (int[] heap : heaps) {
            assertThat(heap.length).isCloseTo(n / 4, within((int) (SURE * Math.sqrt(n * 3 / 16.0))));
        }
    }

    @Test
    void takesAllRowsOfAUnitUpToTheBound() {
        // Given: units 0, 2 and 5 have 3, 1 and 4 rows
        int[] unitOf = {5, 0, 5, 0, 2, 5, 0, 5};

        // When
        Units units = units(unitOf.length, 7, 3, row -> unitOf[row]);

        // Then
        assertThat(units.take(1, 1, random)[0]).containsExactly(1, 3, 6, 4, 0, 2, 5);
    }

    @Test
    void aStepMayTakeNoUnit() {
        assertThat(units(3, 3, 1, row -> row).take(1e-9, 2, random)).isDeepEqualTo(new int[2][0]);
        assertThat(units(0, 0, 1, row -> row).take(1, 1, random)).isDeepEqualTo(new int[1][0]);
    }
}
