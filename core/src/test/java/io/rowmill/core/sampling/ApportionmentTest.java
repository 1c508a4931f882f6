package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    private static final long[] NO_CAPS = {99, 99, 99, 99};

    @Test
    void sharesFollowWeightsAndSumUp() {
        // Given / When / Then
        assertThat(Apportionment.of(10, new long[] {1, 2, 3, 0}, NO_CAPS)).containsExactly(2, 3, 5, 0);
    }

    @Test
    void nobodyGetsMoreThanTheCap() {
        // Given / When / Then
        assertThat(Apportionment.of(10, new long[] {1, 1, 8, 0}, new long[] {99, 99, 2, 99}))
                .containsExactly(4, 4, 2, 0);
    }

    @Test
    void thoseWithoutWeightGetSomethingWhenTheOthersAreFull() {
        // Given / When / Then
        assertThat(Apportionment.of(5, new long[] {1, 0, 0, 0}, new long[] {1, 1, 1, 9}))
                .containsExactly(1, 1, 1, 2);
        assertThat(Apportionment.of(1, new long[4], NO_CAPS)).containsExactly(1, 0, 0, 0);
    }

    @Test
    void hugeTotalsAreDealtToTheLastRow() {
        // Given
        long[] weights = LongStream.range(0, 1000).map(i -> i % 7).toArray();
        long[] caps = LongStream.range(0, 1000).map(i -> Long.MAX_VALUE / 4).toArray();

        // When
        long[] shares = Apportionment.of(1_234_567_890_123L, weights, caps);

        // Then
        assertThat(LongStream.of(shares).sum()).isEqualTo(1_234_567_890_123L);
    }
}
