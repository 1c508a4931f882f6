package io.rowmill.core.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnBatchTest {
    private final ColumnBatch batch = new ColumnBatch("b2", List.of("a", "b"), List.of("c", "d"));

    @Test
    void aBatchCanLoseColumnsAndBridges() {
        assertThat(batch.only(column -> !column.equals("a") && !column.equals("d")))
                .contains(new ColumnBatch("b2", List.of("b"), List.of("c")));
    }

    @Test
    void aBatchThatLosesAllItsColumnsIsNone() {
        assertThat(batch.only(List.of("c", "d")::contains)).isEmpty();
    }
}
