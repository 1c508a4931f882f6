package io.rowmill.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.quality.ColumnFidelity.Miss;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnFidelityTest {
    private static final int ROWS = 1_000;

    private static String[] cells(IntFunction<String> cell) {
        return IntStream.range(0, ROWS).mapToObj(cell).toArray(String[]::new);
    }

    private static ColumnFidelity compare(Sdtype sdtype, IntFunction<String> real, IntFunction<String> synthetic) {
        return ColumnFidelity.of(ColumnMetadata.of("c", sdtype), cells(real), cells(synthetic));
    }

    @Test
    void countsByHand() {
        // When
        ColumnProfile profile =
                ColumnProfile.of(Sdtype.NUMERICAL, new String[] {"1", "1.50", "1", null, "2.25", "1", "", "7.5"});

        // Then: six values, three of them 1
        assertThat(profile.nulls()).isCloseTo(.25, within(1e-12));
        assertThat(profile.dominant()).isCloseTo(.5, within(1e-12));
        assertThat(profile.distinct()).isEqualTo(4);
        assertThat(profile.once()).isEqualTo(3);
        assertThat(profile.decimals().subList(0, 4)).isEqualTo(List.of(3 / 6.0, 2 / 6.0, 1 / 6.0, 0.0));
    }

    @Test
    void otherRowsOfTheSameSourceMissNothing() {
        // Given
        Random random = new Random(1);
        IntFunction<String> zerosAndPrices =
                i -> random.nextDouble() < .7 ? "0" : String.valueOf(Math.round(random.nextDouble() * 1e4) / 100.0);
        IntFunction<String> words = i -> random.nextInt(20) == 0 ? null : "w" + (int) Math.exp(random.nextDouble() * 4);

        // When, Then
        assertThat(compare(Sdtype.NUMERICAL, zerosAndPrices, zerosAndPrices).misses())
                .isEmpty();
        assertThat(compare(Sdtype.CATEGORICAL, words, words).misses()).isEmpty();
    }

    @Test
    void aValueThatHasSwallowedTheRestIsNamed() {
        assertThat(compare(Sdtype.NUMERICAL, i -> i % 10 < 7 ? "0" : Integer.toString(i), i -> "0")
                        .misses())
                .containsExactlyInAnyOrder(Miss.DOMINANT, Miss.DISTINCT);
    }

    @Test
    void decimalsAndNullsThatDifferAreNamed() {
        assertThat(compare(Sdtype.NUMERICAL, i -> i + ".5", i -> i + ".51").misses())
                .containsExactly(Miss.DECIMALS);
        assertThat(compare(Sdtype.DATETIME, i -> i % 4 == 0 ? null : "2020-01-01", i -> "2020-01-01")
                        .misses())
                .containsExactly(Miss.NULLS);
    }
}
