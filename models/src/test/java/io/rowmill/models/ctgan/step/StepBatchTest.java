package io.rowmill.models.ctgan.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.network.BatchShape;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBatchTest {
    @ParameterizedTest
    @CsvSource({"1,1", "50,50", "51,50", "203,50", "204,51", "500,125"})
    void aQuarterOfThePacksHasAPenaltyButNoFewerThanFifty(int packs, int penalized) {
        assertThat(shape(packs).penalized()).isEqualTo(penalized);
    }

    @ParameterizedTest
    @CsvSource({"150,2,25", "500,4,31", "60,4,13", "8,8,1"})
    void aPartHasItsShareOfThePenalties(int packs, int parts, int penalized) {
        BatchPart first = BatchPart.nth(0, parts, packs);
        assertThat(first.penalized(shape(packs))).isEqualTo(penalized);
    }

    private static BatchShape shape(int packs) {
        RowLayout row = new RowLayout(List.of(new Part.Scalar()));
        return new BatchShape(2 * packs, 2, 8, row, row, List.of(), 1);
    }
}
