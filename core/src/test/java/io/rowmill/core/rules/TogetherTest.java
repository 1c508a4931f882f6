package io.rowmill.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.Lookup;
import io.rowmill.core.table.InMemoryRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags that exclude one another, and pairs of codes that say a third one. */
class TogetherTest {
    private static InMemoryRows table(List<String[]> rows, Sdtype... types) {
        List<ColumnMetadata> columns = new ArrayList<>();
        for (int c = 0; c < types.length; c++) {
            columns.add(ColumnMetadata.of("c" + c, types[c]));
        }
        return new InMemoryRows(new TableMetadata("t", columns, List.of()), rows);
    }

    private static Sdtype[] all(Sdtype type, int count) {
        return Stream.generate(() -> type).limit(count).toArray(Sdtype[]::new);
    }

    /** @param none share of the rows without a flag */
    private static List<String[]> flags(int size, double none, String yes, String no) {
        SplittableRandom random = new SplittableRandom(size);
        return IntStream.range(0, size)
                .mapToObj(row -> {
                    int set = random.nextDouble() < none ? -1 : random.nextInt(4);
                    String[] cells = new String[5];
                    for (int c = 0; c < 4; c++) {
                        cells[c] = c == set ? yes : no;
                    }
                    // Another flag, which goes with any.
                    cells[4] = random.nextBoolean() ? yes : no;
                    return cells;
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4})
    void ofFlagsThatExcludeOneAnotherNoRowHasTwo(double none) throws IOException {
        for (int size : new int[] {400, 5_000}) {
            for (Sdtype type : List.of(Sdtype.BOOLEAN, Sdtype.NUMERICAL)) {
                // Given
                boolean isTruth = type == Sdtype.BOOLEAN;
                List<String[]> rows = flags(size, none, isTruth ? "true" : "1", isTruth ? "false" : "0");
                InMemoryRows source = table(rows, all(type, 5));

                // When
                TableRules rules = RuleFinderTest.find(source);
                List<String[]> made = RuledSamplingTest.sample(source, rules);

                // Then
                assertThat(rules.derivations())
                        .singleElement()
                        .isInstanceOfSatisfying(Combination.class, d -> assertThat(d.columns())
                                .containsExactly("c0", "c1", "c2", "c3"));
                assertThat(made).allMatch(row -> set(row) <= 1);
                assertThat(made.stream().filter(row -> set(row) == 0).count() / (double) size)
                        .isBetween(none - 0.1, none + 0.1);
            }
        }
    }

    private static long set(String[] row) {
        return Stream.of(row)
                .limit(4)
                .filter(c -> c.equals("1") || c.equals("true"))
                .count();
    }

    /** A route has a price per class, which neither says alone; some routes have no second class. */
    private static List<String[]> fares(int size) {
        SplittableRandom random = new SplittableRandom(size);
        Map<String, @Nullable String> fares = new HashMap<>();
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String route = "route " + random.nextInt(8);
            String level = random.nextInt(10) == 0 ? null : "class " + random.nextInt(3);
            String fare = fares.computeIfAbsent(route + level, k -> "fare " + random.nextInt(6));
            boolean hasFare = !(route.equals("route 1") && "class 1".equals(level));
            rows.add(new String[] {route, level, hasFare ? fare : null, "seat " + random.nextInt(4)});
        }
        return rows;
    }

    @Test
    void whatTwoColumnsSayTogetherIsLookedUp() throws IOException {
        for (int size : new int[] {600, 8_000}) {
            // Given
            List<String[]> rows = fares(size);
            InMemoryRows source = table(rows, all(Sdtype.CATEGORICAL, 4));
            Map<List<@Nullable String>, @Nullable String> known = new HashMap<>();
            rows.forEach(row -> known.put(Arrays.asList(row[0], row[1]), row[2]));

            // When
            TableRules rules = RuleFinderTest.find(source);
            List<String[]> made = RuledSamplingTest.sample(source, rules);

            // Then
            assertThat(rules.valueOf("c2").orElseThrow()).isInstanceOfSatisfying(Lookup.class, d -> assertThat(d.keys())
                    .containsExactly(Source.own("c0"), Source.own("c1")));
            assertThat(rules.learned("c2")).isEqualTo(Learned.NOTHING);
            assertThat(made).allMatch(row -> Objects.equals(row[2], known.get(Arrays.asList(row[0], row[1]))));
        }
    }

    @Test
    void pairsThatFewRowsHoldAreNotStored() throws IOException {
        // Given
        List<String[]> rows = new ArrayList<>(fares(3_000));
        for (int row = 0; row < 4; row++) {
            rows.set(row, new String[] {"route 0", "berth", "secret", "seat 1"});
        }

        // When
        TableRules rules = RuleFinderTest.find(table(rows, all(Sdtype.CATEGORICAL, 4)));

        // Then
        assertThat(rules.valueOf("c2").orElseThrow().toString())
                .contains("class 1")
                .doesNotContain("berth", "secret");
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void independentCodesAndFlagsSayNothing(int seed) throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int size = new int[] {30, 60, 300, 2_000, 10_000}[seed % 5];
        double[] shares = random.doubles(12).map(d -> d * d * d).toArray();
        int[] values = random.ints(12, 2, 12).toArray();
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] cells = new String[24];
            for (int c = 0; c < 12; c++) {
                cells[c] = random.nextDouble() < shares[c] ? "1" : "0";
                cells[12 + c] = "v" + Math.max(0, random.nextInt(values[c] + 4) - 4);
            }
            rows.add(cells);
        }
        Sdtype[] types = Stream.concat(Stream.of(all(Sdtype.NUMERICAL, 12)), Stream.of(all(Sdtype.CATEGORICAL, 12)))
                .toArray(Sdtype[]::new);

        // When
        TableRules rules = RuleFinderTest.find(table(rows, types));

        // Then
        assertThat(rules.derivations()).isEmpty();
    }
}
