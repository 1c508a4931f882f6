package io.rowmill.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes between airports: some airports are hubs, near ones are joined more often, and many a route is flown both ways. */
class NetworkSamplingTest {
    private static final int AIRPORTS = 700;

    private final SplittableRandom random = new SplittableRandom(5);

    /** A network as pairs of airports, with where these are. */
    private record Net(List<double[]> places, List<int[]> routes) {
        double wayBack() {
            Set<List<Integer>> pairs = pairs();
            return routes.stream()
                            .filter(r -> r[0] != r[1] && pairs.contains(List.of(r[1], r[0])))
                            .count()
                    / (double) routes.size();
        }

        Set<List<Integer>> pairs() {
            Set<List<Integer>> pairs = new HashSet<>();
            routes.forEach(r -> pairs.add(List.of(r[0], r[1])));
            return pairs;
        }

        long loops() {
            return routes.stream().filter(r -> r[0] == r[1]).count();
        }

        double[] degrees(int end) {
            double[] degrees = new double[places.size()];
            routes.forEach(r -> degrees[r[end]]++);
            return degrees;
        }

        double[] distances(ToDoubleFunction<double[]> of) {
            return routes.stream()
                    .filter(r -> r[0] != r[1])
                    .mapToDouble(r -> {
                        double[] a = places.get(r[0]);
                        double[] b = places.get(r[1]);
                        return of.applyAsDouble(new double[] {b[0] - a[0], b[1] - a[1]});
                    })
                    .toArray();
        }

        double balance() {
            return correlation(ranks(degrees(0)), ranks(degrees(1)));
        }
    }

    private static double[] ranks(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return Arrays.stream(values)
                .map(v -> (below(sorted, v) + below(sorted, Math.nextUp(v))) / 2.0)
                .toArray();
    }

    private static int below(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        int place = at >= 0 ? at : -at - 1;
        while (place > 0 && sorted[place - 1] >= value) {
            place--;
        }
        return place;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return products / Math.sqrt(squaresA * squaresB);
    }

    private static double ks(double[] a, double[] b) {
        double[] first = Arrays.stream(a).sorted().toArray();
        double[] second = Arrays.stream(b).sorted().toArray();
        double most = 0;
        for (double at : first) {
            double next = Math.nextUp(at);
            most = Math.max(
                    most,
                    Math.abs(
                            below(first, next) / (double) first.length - below(second, next) / (double) second.length));
        }
        return most;
    }

    private static double length(double[] step) {
        return Math.hypot(step[0], step[1]);
    }

    /**
     * How a network is made.
     *
     * @param back probability that a route is flown both ways
     * @param loops probability that a route comes back to where it begins
     * @param north routes lead to the north only
     * @param repeated a route can be there several times
     */
    private record Kind(double back, double loops, boolean north, boolean repeated) {}

    private Net made(int routes, Kind kind) {
        List<double[]> places = new ArrayList<>();
        double[] weights = new double[AIRPORTS];
        double all = 0;
        for (int i = 0; i < AIRPORTS; i++) {
            places.add(new double[] {100 * random.nextDouble() - 50, 200 * random.nextDouble() - 100});
            weights[i] = 1 / Math.pow(1 - random.nextDouble(), 0.7);
            all += weights[i];
        }
        Set<List<Integer>> pairs = new HashSet<>();
        List<int[]> out = new ArrayList<>();
        while (out.size() < routes) {
            int a = drawn(weights, all);
            int b = random.nextDouble() < kind.loops() ? a : drawn(weights, all);
            double[] step = {places.get(b)[0] - places.get(a)[0], places.get(b)[1] - places.get(a)[1]};
            boolean possible = a == b ? kind.loops() > 0 : !(kind.north() && step[0] < 0);
            if (possible
                    && random.nextDouble() < Math.exp(-length(step) / 25)
                    && (pairs.add(List.of(a, b)) || kind.repeated())) {
                out.add(new int[] {a, b});
                if (a != b && random.nextDouble() < kind.back() && (pairs.add(List.of(b, a)) || kind.repeated())) {
                    out.add(new int[] {b, a});
                }
            }
        }
        return new Net(places, out);
    }

    private int drawn(double[] weights, double all) {
        double at = random.nextDouble() * all;
        int i = 0;
        while (i + 1 < weights.length && at >= weights[i]) {
            at -= weights[i++];
        }
        return i;
    }

    private static FittedDatabase fitted(Net net) throws IOException {
        TableMetadata airport = new TableMetadata(
                "airport",
                List.of(
                        ColumnMetadata.of("id", Sdtype.ID),
                        ColumnMetadata.of("lat", Sdtype.NUMERICAL),
                        ColumnMetadata.of("lon", Sdtype.NUMERICAL)),
                List.of("id"));
        TableMetadata route = new TableMetadata(
                "route", List.of(ColumnMetadata.of("src", Sdtype.ID), ColumnMetadata.of("dst", Sdtype.ID)), List.of());
        Map<String, TableRows> rows = new HashMap<>();
        List<String[]> airports = new ArrayList<>();
        for (int i = 0; i < net.places().size(); i++) {
            double[] place = net.places().get(i);
            airports.add(new String[] {
                "" + i, String.format(Locale.ROOT, "%.4f", place[0]), String.format(Locale.ROOT, "%.4f", place[1])
            });
        }
        rows.put("airport", new InMemoryRows(airport, airports));
        rows.put(
                "route",
                new InMemoryRows(
                        route,
                        net.routes().stream()
                                .map(r -> new String[] {"" + r[0], "" + r[1]})
                                .toList()));
        return new FittedDatabase(new DatabaseMetadata(List.of(airport, route), List.of(key("src"), key("dst"))), rows);
    }

    private static Relationship key(String column) {
        return new Relationship("airport", List.of("id"), "route", List.of(column), Optional.empty(), false);
    }

    private static Net sampled(FittedDatabase database, int chunkRows) throws IOException {
        return sampled(database, chunkRows, 1);
    }

    private static Net sampled(FittedDatabase database, int chunkRows, double scale) throws IOException {
        SampleRequest request = new SampleRequest(scale, Map.of(), new Seed(5));
        Map<String, SampledTable> tables =
                database.sample(SamplePlan.of(database.linkage(), request, chunkRows, Long.MAX_VALUE));
        Integrity.check(database.metadata(), tables);
        Map<Object, Integer> ordinals = new HashMap<>();
        List<double[]> places = new ArrayList<>();
        for (Object[] row : tables.get("airport").rows()) {
            ordinals.put(row[0], places.size());
            places.add(new double[] {((Number) row[1]).doubleValue(), ((Number) row[2]).doubleValue()});
        }
        return new Net(
                places,
                tables.get("route").rows().stream()
                        .map(r -> new int[] {ordinals.get(r[0]), ordinals.get(r[1])})
                        .toList());
    }

    private static void assertAlike(Net real, Net synthetic) {
        assertThat(ks(real.degrees(0), synthetic.degrees(0))).isLessThan(0.05);
        assertThat(ks(real.degrees(1), synthetic.degrees(1))).isLessThan(0.05);
        assertThat(synthetic.balance()).isCloseTo(real.balance(), within(0.07));
        assertThat(synthetic.wayBack()).isCloseTo(real.wayBack(), within(0.01));
        assertThat(ks(real.distances(NetworkSamplingTest::length), synthetic.distances(NetworkSamplingTest::length)))
                .isLessThan(0.05);
        assertThat(ks(real.distances(step -> step[0]), synthetic.distances(step -> step[0])))
                .isLessThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "0.43, 500", "0.43, 100000", "0.9, 500"})
    void routesBeginAndEndAndComeBackAsInTheSource(double back, int chunkRows) throws IOException {
        // Given
        Net real = made(6_000, new Kind(back, 0, false, false));

        // When
        Net synthetic = sampled(fitted(real), chunkRows);

        // Then
        assertAlike(real, synthetic);
        assertThat(synthetic.loops()).isZero();
        assertThat(synthetic.pairs()).hasSameSizeAs(synthetic.routes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5014})
    void everyFriendshipIsMutual(double scale) throws IOException {
        // Given
        Net real = made(6_000, new Kind(1, 0, false, false));

        // When
        Net synthetic = sampled(fitted(real), 500, scale);

        // Then
        assertThat(real.wayBack()).isEqualTo(1);
        assertThat(synthetic.wayBack()).isEqualTo(1);
        assertThat(synthetic.pairs()).hasSameSizeAs(synthetic.routes());
        assertThat(synthetic.degrees(0)).isEqualTo(synthetic.degrees(1));
        assertThat(ks(real.distances(NetworkSamplingTest::length), synthetic.distances(NetworkSamplingTest::length)))
                .isLessThan(0.05);
    }

    @Test
    void nothingComesBackWhereAllLeadsToTheNorth() throws IOException {
        // Given
        Net real = made(6_000, new Kind(0, 0, true, false));

        // When
        Net synthetic = sampled(fitted(real), 500);

        // Then
        assertThat(synthetic.wayBack()).isZero();
        assertThat(Arrays.stream(synthetic.distances(step -> step[0])).filter(north -> north < 0))
                .hasSizeLessThan(30);
        assertThat(ks(real.distances(NetworkSamplingTest::length), synthetic.distances(NetworkSamplingTest::length)))
                .isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asManyRowsLeadToWhereTheyBeginAsInTheSource(boolean repeated) throws IOException {
        // Given
        Net real = made(6_000, new Kind(0.3, 0.01, false, repeated));

        // When
        Net synthetic = sampled(fitted(real), 100_000);

        // Then
        assertThat(synthetic.loops()).isCloseTo(real.loops(), within(2L));
        assertAlike(real, synthetic);
        assertThat(synthetic.pairs().size() / (double) real.pairs().size()).isCloseTo(1, within(0.06));
    }

    @Test
    void aChunkIsTheSameWhoeverMakesIt() throws IOException {
        // Given
        FittedDatabase database = fitted(made(1_000, new Kind(0.5, 0, false, false)));

        // When
        Net once = sampled(database, 100);
        Net again = sampled(database, 100);

        // Then
        assertThat(again.routes().toArray(int[][]::new))
                .isDeepEqualTo(once.routes().toArray(int[][]::new));
    }
}
