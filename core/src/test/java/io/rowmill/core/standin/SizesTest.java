package io.rowmill.core.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizesTest {
    private static final double DEVIATION = 10;

    @Test
    void aSizeThatCannotBeIsNoise() {
        Map<String, Long> noised = Map.of("0", 100L, "3", 60L, Sizes.cell(800_000), 39L);

        assertThat(sizes(Sizes.found(noised, DEVIATION, 5))).containsExactly("0", "3");
        assertThat(sizes(Sizes.found(noised, DEVIATION, 2))).containsExactly("0");
        assertThat(sizes(Sizes.found(noised, DEVIATION, Long.MAX_VALUE)))
                .containsExactly("0", "3", Sizes.cell(800_000));
    }

    private static List<String> sizes(List<Weighted<String>> found) {
        return found.stream().map(Weighted::value).toList();
    }
}
