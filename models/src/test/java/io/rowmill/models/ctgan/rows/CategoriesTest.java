package io.rowmill.models.ctgan.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.table.EncodedTable;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CategoriesTest {
    private final EncodedTable table = Fixtures.codes(4, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3);

    private double share(Categories categories, int category) {
        SplittableRandom random = new SplittableRandom(5);
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            hits += categories.draw(0, random) == category ? 1 : 0;
        }
        return hits / 20_000.0;
    }

    @Test
    void drawsByTrueFrequency() {
        Categories categories = Categories.count(new RowLayout(table.layout()), table, false);

        assertThat(share(categories, 0)).isCloseTo(0.7, within(0.02));
        assertThat(share(categories, 3)).isCloseTo(0.2, within(0.02));
    }

    @Test
    void drawsByTheLogarithmOfTheFrequencyAndNeverACategoryWithoutRows() {
        Categories categories = Categories.count(new RowLayout(table.layout()), table, true);

        double sum = Math.log(8) + Math.log(2) + Math.log(3);
        assertThat(share(categories, 0)).isCloseTo(Math.log(8) / sum, within(0.02));
        assertThat(share(categories, 1)).isCloseTo(Math.log(2) / sum, within(0.02));
        assertThat(share(categories, 2)).isZero();
    }
}
