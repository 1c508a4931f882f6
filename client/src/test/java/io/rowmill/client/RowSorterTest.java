package io.rowmill.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSorterTest {
    private static final int ROWS = 5_000;

    @TempDir
    private Path dir;

    @Test
    void rowsComeByOrdinalWhetherTheyFitInMemoryOrNot() throws IOException {
        // Given
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
        Collections.shuffle(shuffled, new Random(1));

        for (long memory : new long[] {1L << 30, 100_000, 5_000}) {
            // When
            List<String> seen = new ArrayList<>();
            try (RowSorter sorter = new RowSorter(dir, memory)) {
                for (int ordinal : shuffled) {
                    sorter.add(ordinal, new String[] {"row " + ordinal, null, "", "ü\n\""});
                }
                sorter.drain(row -> {
                    assertThat(row.cells()).hasSize(4).endsWith(null, "", "ü\n\"");
                    seen.add(row.cells()[0]);
                });
            }

            // Then
            assertThat(seen)
                    .containsExactlyElementsOf(
                            IntStream.range(0, ROWS).mapToObj(i -> "row " + i).toList());
            try (Stream<Path> left = Files.list(dir)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
