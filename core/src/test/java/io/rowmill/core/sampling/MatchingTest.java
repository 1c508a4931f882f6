package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.sampling.Matching.Term;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static final int ROWS = 4_000;
    private final SplittableRandom random = new SplittableRandom(5);

    private static int[] alone(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    private static float[][] logOdds(double same, double other) {
        return new float[][] {
            {(float) Math.log(same), (float) Math.log(other)}, {(float) Math.log(other), (float) Math.log(same)}
        };
    }

    @Test
    void everyParentIsDealtAsOftenAsItIsGiven() {
        // Given
        int[] parents = random.ints(ROWS, -1, 50).toArray();
        int[] classes = random.ints(ROWS, 0, 2).toArray();
        int[] classOfParent =
                Arrays.stream(parents).map(p -> Math.floorMod(p, 2)).toArray();
        List<Term> terms = List.of(
                new Term(classes, classOfParent, logOdds(1.8, 0.2)),
                new Term(classOfParent, classes, logOdds(1.5, 0.5)));

        // When
        int[] dealt = new Matching(parents, terms, alone(ROWS), 1, Integer.MAX_VALUE, random).deal();

        // Then
        assertThat(Arrays.stream(dealt).sorted().toArray()).isEqualTo(alone(ROWS));
    }

    @Test
    void pairsComeAsOftenAsTheyWereLearned() {
        // Given
        int[] classOfRow = random.ints(ROWS, 0, 2).toArray();
        int[] classOfParent = random.ints(ROWS, 0, 2).toArray();
        int[] second = random.ints(ROWS, 0, 2).toArray();
        int[] secondOfParent = random.ints(ROWS, 0, 2).toArray();
        List<Term> terms = List.of(
                new Term(classOfRow, classOfParent, logOdds(1.6, 0.4)),
                new Term(second, secondOfParent, logOdds(1.4, 0.6)));

        // When
        int[] dealt = new Matching(alone(ROWS), terms, alone(ROWS), 0, Integer.MAX_VALUE, random).deal();

        // Then
        assertThat(IntStream.range(0, ROWS)
                        .filter(i -> classOfRow[i] == classOfParent[dealt[i]])
                        .count())
                .isCloseTo((long) (0.8 * ROWS), within(120L));
        assertThat(IntStream.range(0, ROWS)
                        .filter(i -> second[i] == secondOfParent[dealt[i]])
                        .count())
                .isCloseTo((long) (0.7 * ROWS), within(160L));
    }

    @Test
    void siblingsNeverShareADistinctParent() {
        // Given
        int[] groups = IntStream.range(0, ROWS).map(i -> i / 8).toArray();
        int[] parents =
                IntStream.range(0, ROWS).map(i -> i % 40 < 4 ? 0 : i % 40).toArray();

        // When
        int[] dealt = new Matching(parents, List.of(), groups, 0, 1, random).deal();

        // Then
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        for (int row = 0; row < ROWS; row++) {
            repeated += seen.add(groups[row] + "/" + parents[dealt[row]]) ? 0 : 1;
        }
        assertThat(repeated).isLessThan(ROWS / 100);
    }

    @Test
    void rowsStayWithTheParentOfTheRowBefore() {
        // Given
        int[] groups = IntStream.range(0, ROWS).map(i -> i / 10).toArray();
        int[] parents = random.ints(ROWS, 0, 20).toArray();

        // When
        int[] dealt = new Matching(parents, List.of(), groups, 4, Integer.MAX_VALUE, random).deal();

        // Then
        long same = IntStream.range(1, ROWS)
                .filter(i -> groups[i] == groups[i - 1] && parents[dealt[i]] == parents[dealt[i - 1]])
                .count();
        assertThat(same).isGreaterThan(ROWS / 2);
    }
}
