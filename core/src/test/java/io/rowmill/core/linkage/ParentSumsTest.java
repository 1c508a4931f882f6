package io.rowmill.core.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentSumsTest {
    @Test
    void sumsOfOneLevelDontReachTheNext(@TempDir Path folder) throws IOException {
        // Given
        ParentSums sums = new ParentSums(folder.resolve("sums"), 3);
        sums.add(0, 5);
        sums.add(1, 7);

        // When
        sums.clear();
        sums.add(1, 0.5);
        sums.add(1, 0.25);

        // Then
        assertThat(new double[] {sums.sum(0), sums.sum(1), sums.sum(2)}).containsExactly(0, 0.75, 0);
        assertThat(new int[] {sums.count(0), sums.count(1), sums.count(2)}).containsExactly(0, 2, 0);
    }
}
