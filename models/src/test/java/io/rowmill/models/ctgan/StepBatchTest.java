package io.rowmill.models.ctgan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.Part;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBatchTest {
    @ParameterizedTest
    @CsvSource({"1,1", "50,50", "51,50", "203,50", "204,51", "500,125"})
    void aQuarterOfThePacksHasAPenaltyButNoFewerThanFifty(int packs, int penalized) {
        RowLayout row = new RowLayout(List.of(new Part.Scalar()));
        StepBatch.Shape shape = new StepBatch.Shape(2 * packs, 2, 8, row, row, List.of(), 1);
        assertThat(shape.penalized()).isEqualTo(penalized);
    }
}
