package io.rowmill.models.argn;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.models.HostTensor;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrataTest {
    private static final int COLUMNS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 59, 2048})
    void eachStratumOfAColumnHasOneRow(int rows) {
        // When
        HostTensor drawn = Strata.draw(rows, COLUMNS, new SplittableRandom(1));

        // Then
        for (int column = 0; column < COLUMNS; column++) {
            boolean[] seen = new boolean[rows];
            for (int row = 0; row < rows; row++) {
                float u = drawn.values().get(row * COLUMNS + column);
                assertThat(u).isBetween(0f, Math.nextDown(1f));
                seen[Math.min(rows - 1, (int) (u * rows))] = true;
            }
            // Rounding can move a number over the edge of its stratum.
            int hit = 0;
            for (boolean each : seen) {
                hit += each ? 1 : 0;
            }
            assertThat(hit).isGreaterThanOrEqualTo(rows - rows / 500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {59, 2048})
    void neitherNeighboursNorColumnsFollowEachOther(int rows) {
        // When
        HostTensor drawn = Strata.draw(rows, COLUMNS, new SplittableRandom(2));

        // Then
        assertThat(Math.abs(correlation(drawn, rows, 0, 1, 0))).isLessThan(4 / Math.sqrt(rows));
        assertThat(Math.abs(correlation(drawn, rows, 0, 0, 1))).isLessThan(4 / Math.sqrt(rows));
    }

    private static double correlation(HostTensor drawn, int rows, int a, int b, int lag) {
        double sum = 0;
        for (int row = 0; row + lag < rows; row++) {
            double x = drawn.values().get(row * COLUMNS + a) - 0.5;
            double y = drawn.values().get((row + lag) * COLUMNS + b) - 0.5;
            sum += x * y;
        }
        return 12 * sum / (rows - lag);
    }
}
