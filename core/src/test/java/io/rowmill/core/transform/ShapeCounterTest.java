package io.rowmill.core.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeCounterTest {
    private static final Protection FIVE = new Protection(5, 5);

    @Test
    void generalShapesAreNoLongerThanTheSchemaAllows() {
        // Given
        ShapeCounter shapes = new ShapeCounter();
        for (int length = 34; length <= 40; length++) {
            shapes.add("a".repeat(length));
        }

        // When
        List<Integer> free = lengths(shapes.shapes(FIVE, false, 0));
        List<Integer> limited = lengths(shapes.shapes(FIVE, false, 40));

        // Then
        assertThat(free).contains(44);
        assertThat(limited).isNotEmpty().allMatch(length -> length <= 40);
    }

    private static List<Integer> lengths(List<FakedTransform.WeightedSpace> spaces) {
        return spaces.stream()
                .map(s -> ((ShapeSpace) s.space()).shape().length())
                .toList();
    }
}
