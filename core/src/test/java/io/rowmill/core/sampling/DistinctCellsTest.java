package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistinctCellsTest {
    private static final int ROWS = 400;
    private static final TableMetadata TABLE = new TableMetadata(
            "orders",
            List.of(
                    ColumnMetadata.of("tenant", Sdtype.ID),
                    ColumnMetadata.of("no", Sdtype.NUMERICAL),
                    ColumnMetadata.of("code", Sdtype.CATEGORICAL),
                    ColumnMetadata.of("at", Sdtype.DATETIME)),
            List.of(),
            Optional.empty(),
            List.of(List.of("tenant", "no"), List.of("tenant", "code"), List.of("at", "tenant")));

    private final SplittableRandom random = new SplittableRandom(3);
    private final long[] tenants = random.longs(ROWS, -1, 8).toArray();
    private final Map<String, Object[]> values = new HashMap<>(Map.of(
            "no", random.longs(ROWS, 1, 30).boxed().toArray(),
            "code", random.ints(ROWS, 0, 90).mapToObj(i -> "c" + i).toArray(),
            "at",
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> LocalDateTime.of(2024, 1, 1, i % 7, 0))
                            .toArray()));

    private long repeated(String column) {
        Set<List<Object>> seen = new HashSet<>();
        return IntStream.range(0, ROWS)
                .filter(row -> tenants[row] >= 0 && !seen.add(List.of(tenants[row], values.get(column)[row])))
                .count();
    }

    /** One more than such a number is the number itself. */
    @Test
    void numbersFarFromZeroDifferToo() {
        values.put("no", IntStream.range(0, ROWS).mapToObj(i -> 1e17).toArray());

        new DistinctCells(TABLE, Map.of("tenant", tenants), column -> List.of(), random).separate(values, Set.of());

        assertThat(repeated("no")).isZero();
    }

    @Test
    void rowsOfOneTenantDifferInEveryKey() {
        // Given
        assertThat(List.of(repeated("no"), repeated("code"), repeated("at"))).allMatch(n -> n > 0);

        // When
        new DistinctCells(TABLE, Map.of("tenant", tenants), column -> List.of(), random).separate(values, Set.of());

        // Then
        assertThat(List.of(repeated("no"), repeated("code"), repeated("at"))).containsOnly(0L);
        assertThat(values.get("code")).allMatch(c -> ((String) c).matches("c\\d+"));
    }

    @Test
    void aColumnThatIsFixedStays() {
        // Given
        long before = repeated("no");

        // When
        new DistinctCells(TABLE, Map.of("tenant", tenants), column -> List.of(), random).separate(values, Set.of("no"));

        // Then
        assertThat(repeated("no")).isEqualTo(before);
    }

    @Test
    void whereAChunkHasTooFewCategoriesOneOfTheOthersIsTaken() {
        // Given one tenant of as many rows as there are codes, of which the chunk has two
        Arrays.fill(tenants, 1);
        Object[] codes = values.get("code");
        Arrays.setAll(codes, row -> "c" + row % 2);
        List<Object> all =
                IntStream.range(0, ROWS).<Object>mapToObj(i -> "c" + i).toList();

        // When
        new DistinctCells(TABLE, Map.of("tenant", tenants), c -> c.equals("code") ? all : List.of(), random)
                .separate(values, Set.of());

        // Then
        assertThat(codes).containsExactlyInAnyOrderElementsOf(all);
    }
}
