package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestFitterTest {
    @Test
    void a_cycle_in_the_source_becomes_a_tree() {
        // Given
        int[] parents = {1, 2, 0, 0, -1};

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(Arrays.stream(forest.parents()).filter(p -> p < 0).count()).isEqualTo(2);
        assertThat(forest.rootRefersToItself()).isFalse();
    }

    @Test
    void roots_that_refer_to_themselves_keep_doing_so() {
        // Given
        int[] parents = {0, 0, 1};

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(IntStream.range(0, 6).mapToLong(forest::parentOf)).containsExactly(0L, 0L, 1L, 3L, 3L, 4L);
    }

    @Test
    void a_long_chain_is_cut_to_the_size_of_the_template() {
        // Given
        int[] parents = IntStream.range(-1, ForestFitter.MAX_NODES + 50).toArray();

        // When
        Forest forest = ForestFitter.fit(parents, new Seed(3));

        // Then
        assertThat(forest.parents()).hasSize(ForestFitter.MAX_NODES);
        assertThat(forest.parentOf(ForestFitter.MAX_NODES)).isEqualTo(-1);
    }
}
