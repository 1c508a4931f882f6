package io.rowmill.models.ctgan.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
    private static final RowLayout LAYOUT = new RowLayout(List.of(
            new Part.OneHot(3, true),
            new Part.Scalar(),
            new Part.OneHot(4, false),
            new Part.OneHot(2, true),
            new Part.OneHot(3, true),
            new Part.OneHot(1, true)));

    @Test
    void putsScalarsFirstAndConditionalOneHotsLastOrderedBySize() {
        assertThat(LAYOUT.width()).isEqualTo(14);
        assertThat(LAYOUT.scalars()).isEqualTo(1);
        assertThat(List.of(LAYOUT.offset(1), LAYOUT.offset(5), LAYOUT.offset(2), LAYOUT.offset(3)))
                .containsExactly(0, 1, 2, 6);
        assertThat(List.of(LAYOUT.offset(0), LAYOUT.offset(4))).containsExactly(8, 11);
    }

    @Test
    void givesEveryConditionalColumnItsOwnPlaceInTheCondition() {
        assertThat(LAYOUT.conditionalParts()).containsExactly(3, 0, 4);
        assertThat(List.of(LAYOUT.conditionOffset(0), LAYOUT.conditionOffset(1), LAYOUT.conditionOffset(2)))
                .containsExactly(0, 2, 5);
        assertThat(LAYOUT.conditionWidth()).isEqualTo(8);
    }

    @Test
    void treatsNeighboursOfOneSizeAsOneRun() {
        assertThat(LAYOUT.oneHotSegments())
                .containsExactly(
                        new RowLayout.Segments(1, 1),
                        new RowLayout.Segments(1, 4),
                        new RowLayout.Segments(1, 2),
                        new RowLayout.Segments(2, 3));
        assertThat(LAYOUT.conditionalSegments())
                .containsExactly(new RowLayout.Segments(1, 2), new RowLayout.Segments(2, 3));
    }

    @Test
    void needsNoConditionalColumn() {
        // Given
        RowLayout layout = new RowLayout(List.of(new Part.Scalar(), new Part.OneHot(5, false)));

        // Then
        assertThat(layout.conditionWidth()).isZero();
        assertThat(layout.conditionalParts()).isEmpty();
    }
}
