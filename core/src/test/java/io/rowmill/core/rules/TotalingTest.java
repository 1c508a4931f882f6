package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.format.ValueFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TotalingTest {
    private static @Nullable Object[] sum(@Nullable String none, int[] counts, @Nullable Object... values) {
        Total sum = new Total("sum", "key", Total.Kind.SUM, List.of("x"), new ValueFormat.WholeNumber(1), none);
        return new Totaling(sum).of(counts, Map.of("x", values), row -> true);
    }

    @Test
    void nullsAddNothingAndNoRowsAreWhatTheSourceHasForThem() {
        assertThat(sum("0", new int[] {2, 0, 1}, 3L, null, null)).containsExactly(3L, 0L, 0L);
        assertThat(sum(null, new int[] {0, 1}, 5L)).containsExactly(null, 5L);
    }

    @Test
    void aSumBeyondWhatAColumnCanHaveIsTheGreatest() {
        assertThat(sum("0", new int[] {2}, Long.MAX_VALUE, 1L)).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void rowsThatAreNotTakenAddNothing() {
        Total count = new Total("count", "key", Total.Kind.COUNT, List.of(), new ValueFormat.WholeNumber(1), "0");

        assertThat(new Totaling(count).of(new int[] {3, 1, 2}, Map.of(), row -> row == 0 || row == 2))
                .containsExactly(2L, 0L, 0L);
    }
}
