package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowGroupsTest {
    private static final List<String> KEYS = List.of("person", "team");
    /** Of the first team; two more follow, then rows without a team. */
    private static final int LARGE = 2_000;

    private long asked;

    private final RowGroups groups = new RowGroups(table -> LARGE + 6, (table, key, row) -> {
        asked++;
        if (key.equals("person")) {
            return row % 1_000;
        }
        return row < LARGE ? 0 : row < LARGE + 2 ? 3 : row < LARGE + 4 ? 4 : -1;
    });

    @Test
    void rowsAreFoundByAllTheirKeys() throws IOException {
        assertThat(groups.of("member", KEYS, new long[] {7, 0}, 1)).containsExactly(7, 1_007);
        assertThat(groups.of("member", KEYS, new long[] {3, 4}, 1)).containsExactly(LARGE + 3);
        assertThat(groups.of("member", KEYS, new long[] {3, 3}, 1)).isEmpty();
        assertThat(groups.of("member", KEYS, new long[] {3, 2}, 1)).isEmpty();
    }

    @Test
    void aLargeGroupIsLookedAtOnceHoweverOftenItIsAskedFor() throws IOException {
        // When
        for (long person : LongStream.range(0, 1_000).toArray()) {
            groups.of("member", KEYS, new long[] {person, 0}, 1);
        }

        // Then
        assertThat(asked).isBetween((long) LARGE, LARGE + 100L);
    }
}
