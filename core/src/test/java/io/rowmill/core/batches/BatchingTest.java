package io.rowmill.core.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchingTest {
    @Test
    void groupsAreReadWithSeparatorsInNames() {
        // When
        Batching batching = Batching.of("money:price, cost\\,net;place:lat\\:lon,a\\\\b", 15, 5);

        // Then
        assertThat(batching.groups())
                .isEqualTo(Map.of("money", List.of("price", "cost,net"), "place", List.of("lat:lon", "a\\b")));
        assertThat(batching.mode()).isEqualTo(Batching.Mode.GROUPS);
    }

    @Test
    void theWordsAreModes() {
        assertThat(Batching.of("OFF", 15, 5).mode()).isEqualTo(Batching.Mode.OFF);
        assertThat(Batching.problems("AUTO", List.of())).isEmpty();
        assertThat(Batching.problems("x:a;y:b", List.of("a", "b", "c"))).isEmpty();
    }

    @Test
    void allProblemsOfASettingComeAtOnce() {
        assertThat(Batching.problems("sometimes", List.of("a"))).hasSize(1);
        assertThat(Batching.problems("x:a;x:b", List.of("a", "b"))).hasSize(1);
        assertThat(Batching.problems("all:a;b7:b,b;x:c", List.of("a", "b")))
                .hasSize(4)
                .anyMatch(p -> p.contains("'b' twice"))
                .anyMatch(p -> p.contains("'c'"));
    }
}
