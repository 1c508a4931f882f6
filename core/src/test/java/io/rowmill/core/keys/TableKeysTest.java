package io.rowmill.core.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableKeysTest {
    /** Enough for several runs on disk. */
    private static final int ROWS = 5 * PartitionedRecords.BUFFERED / 2;

    private static final Relationship KEY =
            new Relationship("p", List.of("b", "a"), "c", List.of("pb", "pa"), Optional.empty(), false);
    private static final DatabaseMetadata DATABASE = new DatabaseMetadata(
            List.of(table("p", List.of("a", "b"), "a", "b"), table("c", List.of(), "pb", "pa")), List.of(KEY));

    private final SplittableRandom random = new SplittableRandom(5);

    @TempDir
    Path dir;

    private static TableMetadata table(String name, List<String> primaryKey, String... columns) {
        return new TableMetadata(
                name,
                Stream.of(columns).map(c -> ColumnMetadata.of(c, Sdtype.ID)).toList(),
                primaryKey);
    }

    private TableKeys keys(String table, int rows, IntFunction<String[]> row) throws IOException {
        TableKeys keys = new TableKeys(DATABASE, DATABASE.table(table), dir.resolve(table));
        for (int i = 0; i < rows; i++) {
            String[] cells = row.apply(i);
            keys.add(column -> cells[column]);
        }
        keys.finish();
        return keys;
    }

    private static List<Long> repeated(TableKeys keys) throws IOException {
        List<Long> rows = new ArrayList<>();
        keys.primaryKey().orElseThrow().forEachRepeated(rows::add);
        rows.sort(null);
        return rows;
    }

    @Test
    void laterRowsWithTheKeyOfAnEarlierOneAreFound() throws IOException {
        // Given
        IntFunction<String[]> row = i -> new String[] {"" + (i >= ROWS - 7 ? i - 200_000 : i), "x"};

        // When
        List<Long> repeated = repeated(keys("p", ROWS, row));

        // Then
        assertThat(repeated)
                .containsExactlyElementsOf(
                        IntStream.range(ROWS - 7, ROWS).mapToObj(i -> (long) i).toList());
    }

    @Test
    void aKeyThatIsTheSameInAllRowsIsRepeatedInAllButTheFirst() throws IOException {
        // Given
        TableKeys keys = keys("p", ROWS, i -> new String[] {"1", "2"});

        // When
        List<Long> repeated = repeated(keys);

        // Then
        assertThat(repeated).hasSize(ROWS - 1).startsWith(1L).endsWith(ROWS - 1L);
    }

    @Test
    void cellsOfAKeyDoNotRunIntoEachOther() throws IOException {
        // Given
        String[][] cells = {{"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"}};

        // When
        List<Long> repeated = repeated(keys("p", cells.length, i -> cells[i]));

        // Then
        assertThat(repeated).isEmpty();
    }

    @Test
    void aNullInAKeyIsToldAndLeavesTheRowWithoutIt() throws IOException {
        // Given
        TableKeys child = keys("c", 3, i -> new String[] {"1", i == 1 ? null : "1"});
        TableKeys parent = new TableKeys(DATABASE, DATABASE.table("p"), dir.resolve("p"));

        // When
        boolean identified = parent.add(column -> column == 0 ? "1" : null);
        parent.finish();

        // Then
        assertThat(identified).isFalse();
        assertThat(child.nullableKeys()).containsExactly(KEY.name());
        assertThat(join(child, parent)).containsOnly(Map.entry(0L, -1L), Map.entry(2L, -1L));
    }

    @Test
    void everyChildRowFindsTheFirstRowWithItsKey() throws IOException {
        // Given
        int parents = ROWS / 2;
        TableKeys parent = keys("p", parents, i -> new String[] {"" + i % (parents - 10), "k"});
        int[] wanted = IntStream.range(0, ROWS)
                .map(i -> i % 3 == 0 ? 7 : random.nextInt(parents + 1000))
                .toArray();
        TableKeys child = keys("c", ROWS, i -> new String[] {"k", "" + wanted[i]});

        // When
        Map<Long, Long> found = join(child, parent);

        // Then
        assertThat(found).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            assertThat(found.get((long) i)).isEqualTo(wanted[i] < parents - 10 ? wanted[i] : -1);
        }
    }

    private static Map<Long, Long> join(TableKeys child, TableKeys parent) throws IOException {
        Map<Long, Long> found = new HashMap<>();
        child.foreignKey(KEY).join(parent.primaryKey().orElseThrow(), row -> true, found::put);
        return found;
    }

    @Test
    void numbersThatComeInAnyOrderAreSummedByRow() throws IOException {
        // Given
        int[] expected = IntStream.range(0, ROWS).map(i -> -1).toArray();
        List<Integer> actual = new ArrayList<>();

        // When
        try (IntsByRow values = new IntsByRow(dir.resolve("ints"), ROWS, -1)) {
            for (int i = 0; i < ROWS; i++) {
                int row = random.nextInt(ROWS);
                int number = random.nextInt(-5, 5);
                values.add(row, number);
                expected[row] += number;
            }
            values.forEach(actual::add);
        }

        // Then
        assertThat(actual).hasSize(ROWS);
        assertThat(actual.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(expected);
    }

    @Test
    void nothingIsLeftOnDisk() throws IOException {
        // Given
        TableKeys keys = keys("p", ROWS, i -> new String[] {"" + i, "x"});

        // When
        keys.close();

        // Then
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).isEmpty();
        }
    }
}
