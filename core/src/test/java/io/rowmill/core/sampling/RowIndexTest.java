package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    @Test
    void allRowsWithTheseParentsAreFoundAndNoOthers() {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        long[][] keys = new long[2][5000];
        Arrays.setAll(keys[0], row -> random.nextLong(40) - 1);
        Arrays.setAll(keys[1], row -> 10_000_000_000L * random.nextLong(50));

        // When
        RowIndex index = new RowIndex(keys);

        // Then
        for (long one = 0; one < 39; one++) {
            for (long other = 0; other < 50; other++) {
                long first = one;
                long second = 10_000_000_000L * other;
                assertThat(index.having(new long[] {first, second}))
                        .containsExactly(LongStream.range(0, 5000)
                                .filter(row -> keys[0][(int) row] == first && keys[1][(int) row] == second)
                                .toArray());
            }
        }
    }

    @Test
    void aTableWithoutRowsHasNone() {
        assertThat(new RowIndex(new long[1][0]).having(new long[] {0})).isEmpty();
    }
}
