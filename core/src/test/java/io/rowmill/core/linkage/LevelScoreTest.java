package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.transform.Protection;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelScoreTest {
    private static final Protection PROTECTION = new Protection(5, 0);

    private static double[] powersOfTwo(int count) {
        return IntStream.range(0, count).mapToDouble(i -> Math.pow(2, i)).toArray();
    }

    @Test
    void noPointIsTheNumberOfFewerRowsThanTheThreshold() {
        // Given
        double[] numbers = powersOfTwo(23);

        // When
        LevelScore score = LevelScore.ofNumbers(numbers, PROTECTION);

        // Then
        assertThat(score.points())
                .hasSize(4)
                .isSorted()
                .doesNotContainAnyElementsOf(Arrays.stream(numbers).boxed().toList());
        assertThat(score.values()).hasSize(4).isSorted().allMatch(rank -> rank > 0 && rank < 1);
    }

    @Test
    void numbersOfFewerRowsThanTheThresholdHaveNoScore() {
        // When
        LevelScore score = LevelScore.ofNumbers(powersOfTwo(4), PROTECTION);

        // Then
        assertThat(score.points()).isEmpty();
        assertThat(score.values()).isEmpty();
    }

    @Test
    void sameNumbersShareTheirMiddleRank() {
        // Given
        double[] numbers = new double[100];
        Arrays.fill(numbers, 0, 60, 0.1);
        Arrays.fill(numbers, 60, 100, 0.7);

        // When
        LevelScore score = LevelScore.ofNumbers(numbers, PROTECTION);

        // Then
        assertThat(score.points()).containsExactly(0.1, 0.7);
        assertThat(score.values()).containsExactly(0.3, 0.8);
    }

    @Test
    void categoriesHaveTheSameScoresWhetherThereIsAMatrixOfThemOrNot() {
        // Given
        Random random = new Random(1);
        int[] parents =
                IntStream.range(0, 4_000).map(i -> i % 5 == 0 ? -1 : i / 8).toArray();
        int[] codes = IntStream.range(0, 4_000)
                .map(i -> random.nextInt(6) == 0 ? -1 : (i / 8 + random.nextInt(3)) % 7)
                .toArray();

        // When
        LevelScore few = LevelScore.ofCategories(codes, 7, parents, 500);
        LevelScore many = LevelScore.ofCategories(codes, 1_000, parents, 500);

        // Then
        for (int code = 0; code < 7; code++) {
            assertThat(few.values().get(code)).isCloseTo(many.values().get(code), within(1e-9));
        }
        assertThat(few.values().stream().distinct()).hasSize(7);
    }
}
