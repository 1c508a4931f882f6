package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Routes between few airports, or none. A route tells the height of the airport that it leads to. */
class SmallNetworkTest {
    private final SplittableRandom random = new SplittableRandom(5);

    /** @param routes pairs of airports; a negative one is none */
    private static FittedDatabase fitted(int airports, List<int[]> routes, List<String> key) throws IOException {
        TableMetadata airport = new TableMetadata(
                "airport",
                List.of(ColumnMetadata.of("id", Sdtype.ID), ColumnMetadata.of("height", Sdtype.NUMERICAL)),
                List.of("id"));
        TableMetadata route = new TableMetadata(
                "route",
                List.of(
                        ColumnMetadata.of("src", Sdtype.ID),
                        ColumnMetadata.of("dst", Sdtype.ID),
                        ColumnMetadata.of("dst_height", Sdtype.NUMERICAL)),
                key);
        List<String[]> places = IntStream.range(0, airports)
                .mapToObj(i -> new String[] {"" + i, height(i)})
                .toList();
        List<String[]> cells = routes.stream()
                .map(r -> new String[] {cell(r[0]), cell(r[1]), r[1] < 0 ? null : height(r[1])})
                .toList();
        return new FittedDatabase(
                new DatabaseMetadata(List.of(airport, route), List.of(key("src"), key("dst"))),
                Map.of("airport", new InMemoryRows(airport, places), "route", new InMemoryRows(route, cells)));
    }

    private static String height(int airport) {
        return "" + (7 * airport + 5);
    }

    private static String cell(int airport) {
        return airport < 0 ? null : "" + airport;
    }

    private static Relationship key(String column) {
        return new Relationship("airport", List.of("id"), "route", List.of(column), Optional.empty(), false);
    }

    private static Map<String, SampledTable> sampled(FittedDatabase database, int chunkRows, Map<String, Long> rows)
            throws IOException {
        SampleRequest request = new SampleRequest(1, rows, new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        return tables;
    }

    /** To near airports. */
    private List<int[]> routes(int airports, int count, double nulls) {
        List<int[]> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(airports);
            int to = (from + 1 + random.nextInt(5)) % airports;
            routes.add(new int[] {random.nextDouble() < nulls ? -1 : from, random.nextDouble() < nulls ? -1 : to});
        }
        return routes;
    }

    @Test
    void moreRoutesThanPairsOfTwoAirportsKeepTheirKey() throws IOException {
        // Given
        List<int[]> routes = new ArrayList<>();
        for (int pair = 0; pair < 100; pair++) {
            if (pair / 10 != pair % 10) {
                routes.add(new int[] {pair / 10, pair % 10});
            }
        }
        FittedDatabase database = fitted(10, routes, List.of("src", "dst"));

        // When
        Map<String, SampledTable> tables = sampled(database, 30, Map.of("route", 100L));

        // Then
        assertThat(tables.get("route").rows()).hasSize(100);
    }

    @Test
    void routesWithoutAnyAirportLeadNowhere() throws IOException {
        // Given
        FittedDatabase database = fitted(60, routes(60, 600, 0.2), List.of());

        // When
        Map<String, SampledTable> tables = sampled(database, 30, Map.of("airport", 0L, "route", 50L));

        // Then
        assertThat(tables.get("route").rows()).hasSize(50).allMatch(r -> r[0] == null && r[1] == null);
    }

    @Test
    void aChunkOfOneRowTellsOfItsSecondParent() throws IOException {
        // Given
        FittedDatabase database = fitted(60, routes(60, 600, 0.25), List.of());

        // When
        Map<String, SampledTable> tables = sampled(database, 1, Map.of());

        // Then
        Map<Object, Object> heights = new HashMap<>();
        tables.get("airport").rows().forEach(r -> heights.put(r[0], r[1]));
        assertThat(tables.get("route").rows())
                .filteredOn(r -> r[1] != null)
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r[2]).isEqualTo(heights.get(r[1])));
    }
}
