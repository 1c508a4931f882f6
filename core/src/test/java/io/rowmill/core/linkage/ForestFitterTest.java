package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestFitterTest {
    @Test
    void aCycleInTheSourceBecomesATree() {
        // Given
        int[] parents = {1, 2, 0, 0, -1};

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(Arrays.stream(forest.parents()).filter(p -> p < 0).count()).isEqualTo(2);
        assertThat(forest.rootRefersToItself()).isFalse();
    }

    @Test
    void rootsThatReferToThemselvesKeepDoingSo() {
        // Given
        int[] parents = {0, 0, 1};

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(IntStream.range(0, 6).mapToLong(forest::parentOf)).containsExactly(0L, 0L, 1L, 3L, 3L, 4L);
    }

    @Test
    void aLongChainIsCutToTheSizeOfTheTemplate() {
        // Given
        int[] parents = IntStream.range(-1, ForestFitter.MAX_NODES + 50).toArray();

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(forest.parents()).hasSize(ForestFitter.MAX_NODES);
        assertThat(forest.parentOf(ForestFitter.MAX_NODES)).isEqualTo(-1);
    }
}
