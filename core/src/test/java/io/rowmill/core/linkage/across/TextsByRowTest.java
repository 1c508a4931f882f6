package io.rowmill.core.linkage.across;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsByRowTest {
    private static final int ROWS = 3_000;

    @TempDir
    Path dir;

    @Test
    void cellsComeBackInAnyOrder() throws IOException {
        // Given short ones, long ones, empty ones and nulls
        SplittableRandom random = new SplittableRandom(1);
        List<String> cells = new ArrayList<>();
        Path file = dir.resolve("cells");
        try (TextsByRow.Writer writer = new TextsByRow.Writer(file)) {
            for (int row = 0; row < ROWS; row++) {
                int length = random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(12);
                cells.add(length == 11 ? null : "\u010d" + row + "x".repeat(length));
                cells.set(row, length == 0 ? "" : cells.get(row));
                writer.add(cells.get(row));
            }
        }

        // When // Then
        try (TextsByRow texts = TextsByRow.open(file)) {
            for (int row : IntStream.concat(
                            IntStream.range(0, ROWS),
                            IntStream.generate(() -> random.nextInt(ROWS)).limit(ROWS))
                    .toArray()) {
                assertThat(texts.at(row)).isEqualTo(cells.get(row));
            }
            assertThat(texts.at(-1)).isNull();
        }
    }
}
