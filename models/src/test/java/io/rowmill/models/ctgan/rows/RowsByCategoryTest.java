package io.rowmill.models.ctgan.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsByCategoryTest {
    @ParameterizedTest
    @ValueSource(ints = {300, 70_000})
    void drawsEveryRowOfACategoryAndNoOther(int rows) throws IOException {
        // Given
        EncodedTable table = Fixtures.random(rows, 1, new Part.Scalar(), new Part.OneHot(rows / 10, true));
        int[] codes = Fixtures.codesOf(table, 1);
        int[] counts = new int[rows / 10];
        for (int code : codes) {
            counts[code]++;
        }

        // When
        RowsByCategory index = RowsByCategory.of(table, 1, counts);

        // Then
        SplittableRandom random = new SplittableRandom(1);
        for (int category : new int[] {0, rows / 20, rows / 10 - 1}) {
            BitSet drawn = new BitSet();
            for (int i = 0; i < 1_000; i++) {
                int row = index.draw(category, random);
                assertThat(codes[row]).isEqualTo(category);
                drawn.set(row);
            }
            assertThat(drawn.cardinality()).isEqualTo(counts[category]);
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("rowmill-rows-")))
                    .isEmpty();
        }
    }
}
