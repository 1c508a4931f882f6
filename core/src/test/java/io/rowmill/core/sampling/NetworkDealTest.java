package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.sampling.NetworkDeal.Aims;
import io.rowmill.core.sampling.NetworkDeal.Ends;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of so few nodes that not all that is asked for can be had. */
class NetworkDealTest {
    private static int[] dealt(int nodes, int[] from, int[] slots, Aims aims, int seed) {
        int[] nodeOf = IntStream.rangeClosed(0, nodes).toArray();
        PairFit fit = new PairFit(List.of(), List.of());
        Ends ends = new Ends(from, nodeOf, slots, nodes + 1);
        return new NetworkDeal(ends, Optional.empty(), fit, aims, new SplittableRandom(seed)).deal();
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "10, 100", "10, 40", "10, -1", "9, 0", "9, 90", "9, 40", "9, -1"})
    void noRowIsThereTwiceWhereNearlyAllPairsAreTaken(int rowsPerNode, int mutual) {
        // Given
        int[] from = IntStream.range(0, 10 * rowsPerNode)
                .map(row -> row / rowsPerNode)
                .toArray();

        for (int seed = 0; seed < 10; seed++) {
            // When
            int[] to = dealt(10, from, from.clone(), new Aims(0, mutual, 1, false), seed);

            // Then
            Set<List<Integer>> pairs = new HashSet<>();
            IntStream.range(0, from.length).forEach(row -> pairs.add(List.of(from[row], to[row])));
            assertThat(pairs).hasSize(from.length);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 6})
    void noEndIsDealtTwiceThatMayBeDealtOnce(long mutual) {
        // Given
        int[] from = {0, 0, 0, 0, 1, 2};
        int[] slots = {0, 1, 2, 3, 4, 5};

        for (int seed = 0; seed < 10; seed++) {
            // When
            int[] to = dealt(6, from, slots, new Aims(0, mutual, 1, true), seed);

            // Then
            assertThat(Arrays.stream(to).sorted()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }
}
