package io.rowmill.models.ctgan.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodeTest {
    private static RowCode fit(EncodedTable table) {
        return RowCode.fit(table, table, 50, new Seed(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {51, 64, 221, 5_000, 5_001})
    void everyCategoryHasAPairOfDigitsOfItsOwnAndBothAreFew(int size) {
        // Given: half of the categories have rows
        int[] codes = new SplittableRandom(1).ints(3_000, 0, size / 2).toArray();

        // When
        Digits digits = fit(Fixtures.codes(size, codes)).digits(0);

        // Then
        Set<Integer> pairs = new HashSet<>();
        for (int category = 0; category < size; category++) {
            pairs.add(digits.codes()[category]);
            assertThat(digits.categories()[digits.high(category) * digits.lows() + digits.low(category)])
                    .isEqualTo(category);
        }
        assertThat(pairs).hasSize(size);
        assertThat(digits.highs() + digits.lows()).isLessThanOrEqualTo((int) Math.ceil(2 * Math.sqrt(size)) + 1);
    }

    @Test
    void networksSeeTwoSmallPartsAndTheOthersAsTheyAre() {
        // Given
        EncodedTable table =
                Fixtures.random(400, 1, new Part.Scalar(), new Part.OneHot(100, true), new Part.OneHot(50, true));

        // When
        RowCode code = fit(table);
        EncodedRows seen = code.encode(table);

        // Then
        assertThat(seen.layout())
                .containsExactly(
                        new Part.Scalar(),
                        new Part.OneHot(10, true),
                        new Part.OneHot(10, false),
                        new Part.OneHot(50, true));
        int[] categories = code.digits(1).categories();
        for (int row = 0; row < 400; row++) {
            assertThat(categories[seen.code(1, row) * 10 + seen.code(2, row)]).isEqualTo(table.code(1, row));
            assertThat(seen.scalar(0, row)).isEqualTo(table.scalar(0, row));
            assertThat(seen.code(3, row)).isEqualTo(table.code(2, row));
        }
    }

    @Test
    void anAbsentCategoryHasNeitherDigit() {
        // Given
        EncodedTable context = Fixtures.codes(60, 3, -1);

        // When
        EncodedRows seen =
                RowCode.fit(context, EncodedTable.empty(2), 50, new Seed(1)).encode(context);

        // Then
        assertThat(List.of(seen.code(0, 1), seen.code(1, 1))).containsExactly(-1, -1);
        assertThat(seen.code(0, 0)).isNotNegative();
    }

    @Test
    void categoriesWhoseRowsAreAlikeShareAHighDigit() {
        // Given: the categories below 50 come with one value of the other column, those above with another
        int[] wide = new SplittableRandom(1).ints(5_000, 0, 100).toArray();
        int[] other = Arrays.stream(wide).map(c -> c < 50 ? 0 : 1).toArray();
        EncodedTable table = new EncodedTable(
                5_000,
                List.of(
                        new EncodedPart.Codes(new Part.OneHot(100, true), wide),
                        new EncodedPart.Codes(new Part.OneHot(2, true), other)));

        // When
        Digits digits = fit(table).digits(0);

        // Then
        Set<Integer> below = new HashSet<>();
        Set<Integer> above = new HashSet<>();
        IntStream.range(0, 100).forEach(c -> (c < 50 ? below : above).add(digits.high(c)));
        assertThat(below).hasSize(5).doesNotContainAnyElementsOf(above);
        assertThat(above).hasSize(5);
    }

    @Test
    void lowDigitsHaveTheSharesOfTheirRowsAndWhatHasNoRowHasNone() {
        // Given: category 7 has three times the rows of the others, category 8 none
        int[] codes = IntStream.concat(IntStream.range(0, 60).filter(c -> c != 8), IntStream.of(7, 7))
                .toArray();

        // When
        Digits digits = fit(Fixtures.codes(60, codes)).digits(0);

        // Then
        double[] shares = digits.shares();
        for (int high = 0; high < digits.highs(); high++) {
            assertThat(Arrays.stream(shares, high * digits.lows(), (high + 1) * digits.lows())
                            .sum())
                    .isCloseTo(1, within(1e-9));
        }
        assertThat(shares[digits.codes()[8]]).isZero();
        int sibling = digits.categories()[digits.high(7) * digits.lows() + (digits.low(7) == 1 ? 2 : 1)];
        assertThat(shares[digits.codes()[7]]).isCloseTo(3 * shares[digits.codes()[sibling]], within(1e-9));
        assertThat((double) digits.logShares()[digits.codes()[7]])
                .isCloseTo(Math.log(shares[digits.codes()[7]]), within(1e-6));
    }
}
