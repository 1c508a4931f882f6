package io.rowmill.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySorterTest {
    @TempDir
    Path dir;

    private record Entry(long high, long low, long row) {}

    @ParameterizedTest
    @CsvSource({"0, 4", "1, 4", "4, 4", "5, 4", "1000, 7", "100000, 1000", "5000, 100000"})
    void runsThatWereSpilledAreMergedIntoOneOrder(int records, int buffer) throws IOException {
        // Given
        Random random = new Random(records);
        List<Entry> expected = new ArrayList<>();
        KeySorter sorter = new KeySorter(dir.resolve("keys"), buffer);
        for (int row = 0; row < records; row++) {
            // Few high halves, negative ones among them, so that low halves and rows have to decide.
            Entry entry = new Entry(random.nextInt(7) - 3, random.nextInt(50) - 25, row);
            expected.add(entry);
            sorter.add(entry.high(), entry.low(), entry.row());
        }
        expected.sort(Comparator.comparingLong(Entry::high)
                .thenComparingLong(Entry::low)
                .thenComparingLong(Entry::row));

        // When
        SortedKeys sorted = sorter.sorted();

        // Then
        List<Entry> found = new ArrayList<>();
        try (SortedKeys.Cursor cursor = sorted.open()) {
            while (cursor.advance()) {
                found.add(new Entry(cursor.high(), cursor.low(), cursor.row()));
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(files()).as("spilled runs are deleted").containsExactly("keys");
    }

    @Test
    void givenUpItLeavesNothing() throws IOException {
        // Given
        KeySorter sorter = new KeySorter(dir.resolve("keys"), 3);
        for (int row = 0; row < 20; row++) {
            sorter.add(row, row, row);
        }

        // When
        sorter.close();

        // Then
        assertThat(files()).isEmpty();
    }

    @Test
    void memoryStaysThatOfTheBuffer() throws IOException {
        // Given
        long few = peakOfSorting(100_000);
        long many = peakOfSorting(3_000_000);

        // Then
        assertThat(many - few).as("bytes more for 70 MB more of keys").isLessThan(20L << 20);
    }

    private long peakOfSorting(int records) throws IOException {
        Random random = new Random(1);
        KeySorter sorter = new KeySorter(dir.resolve("keys" + records), 50_000);
        for (int row = 0; row < records; row++) {
            sorter.add(random.nextLong(), random.nextLong(), row);
        }
        long held = usedMemory();
        sorter.sorted();
        return Math.max(held, usedMemory());
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
