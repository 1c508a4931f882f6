package io.rowmill.core.linkage;

import io.rowmill.core.linkage.CardinalityTree.EachRow;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Learns what rows that join two rows of one table have in common: their ends, and how these go together. */
final class NetworkFitter {
    private static final int FEWEST_ROWS = 30;
    private static final double MOST_NULLS = 0.5;
    private static final int SAMPLE_ROWS = 50_000;
    private static final int SAMPLE_PARENTS = 50_000;
    /** Pairs of parents that are told apart at a time. */
    private static final int MOST_PAIRS = 1_000_000;
    /** Standard deviations above what independent ends have. */
    private static final double SIGNIFICANT = 5;

    private static final double NEGLIGIBLE = 0.01;

    private final ParentRows from;
    private final ParentRows to;
    private final int rows;
    private final Seed seed;

    /**
     * @param from rows joined with their driver's parents
     * @param to the same rows joined with second parents, of the same table
     */
    NetworkFitter(ParentRows from, ParentRows to, Seed seed) {
        this.from = from;
        this.to = to;
        this.rows = from.childRows();
        this.seed = seed;
    }

    /**
     * @param cardinality rows per second parent
     * @param parents columns of the parents
     * @return empty: too few rows have both ends
     */
    Optional<Network> fit(CardinalityTree cardinality, List<ColumnRef> columns, ChildCountFitter.Values parents)
            throws IOException {
        Ways ways = ways();
        if (ways.rows < FEWEST_ROWS || ways.rows < (1 - MOST_NULLS) * rows) {
            return Optional.empty();
        }
        boolean equal = ways.rows == rows && areEqual();
        double balance = equal || cardinality.root() instanceof EachRow ? 0 : balance(cardinality, parents);
        return Optional.of(
                new Network(ways.loops / (double) ways.rows, ways.mutual(), balance, equal, apart(columns, parents)));
    }

    /** What is counted over all rows. */
    private static final class Ways {
        private long rows;
        private long loops;
        /** Of a part of the pairs of parents. */
        private long pairs;

        private long back;
        private double expected;

        /** Of all rows with two ends; empty: not more and not fewer than by chance. */
        Optional<Double> mutual() {
            if (pairs == 0) {
                return Optional.empty();
            }
            double share = back / (double) pairs;
            double chance = expected / pairs;
            double deviation = Math.sqrt(pairs * chance * (1 - chance) + 1);
            boolean byChance = Math.abs(back - expected) < SIGNIFICANT * deviation;
            return byChance && back > 0 ? Optional.empty() : Optional.of(share * (rows - loops) / rows);
        }
    }

    private Ways ways() {
        int parts = 1 + rows / MOST_PAIRS;
        Map<Long, Integer> counts = new HashMap<>();
        Ways ways = new Ways();
        for (Blocks.Block block : Blocks.of(rows)) {
            int[] a = from.parents(block.from(), block.to());
            int[] b = to.parents(block.from(), block.to());
            for (int i = 0; i < a.length; i++) {
                if (a[i] >= 0 && b[i] >= 0) {
                    ways.rows++;
                    ways.loops += a[i] == b[i] ? 1 : 0;
                    if (a[i] != b[i] && isOfPart(a[i], b[i], parts)) {
                        counts.merge(pair(a[i], b[i]), 1, Integer::sum);
                    }
                }
            }
        }
        count(counts, ways);
        return ways;
    }

    /** Only the ends of these pairs are looked up, however many parents there are. */
    private void count(Map<Long, Integer> counts, Ways ways) {
        long[] pairs = counts.keySet().stream().mapToLong(Long::longValue).toArray();
        int[] end = to.childCounts(
                Arrays.stream(pairs).mapToInt(NetworkFitter::first).toArray());
        int[] begin = from.childCounts(
                Arrays.stream(pairs).mapToInt(NetworkFitter::second).toArray());
        for (int i = 0; i < pairs.length; i++) {
            int count = counts.get(pairs[i]);
            ways.pairs += count;
            ways.back += counts.containsKey(pair(second(pairs[i]), first(pairs[i]))) ? count : 0;
            ways.expected += count * -Math.expm1(-(double) begin[i] * end[i] / ways.rows);
        }
    }

    /** Both directions are of the same part. */
    private static boolean isOfPart(int a, int b, int parts) {
        long hash = pair(Math.min(a, b), Math.max(a, b)) * 0x9E3779B97F4A7C15L;
        return Math.floorMod(hash ^ (hash >>> 32), parts) == 0;
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }

    private static int first(long pair) {
        return (int) (pair >> 32);
    }

    private static int second(long pair) {
        return (int) pair;
    }

    private boolean areEqual() {
        for (Blocks.Block block : Blocks.of(from.parentRows())) {
            int[] at = block.rows();
            if (!Arrays.equals(from.childCounts(at), to.childCounts(at))) {
                return false;
            }
        }
        return true;
    }

    private double balance(CardinalityTree cardinality, ChildCountFitter.Values parents) throws IOException {
        int[] sample = Blocks.spread(from.parentRows(), SAMPLE_PARENTS);
        List<Feature> known = new ArrayList<>();
        for (ColumnRef column : cardinality.columns()) {
            known.add(parents.of(column, sample));
        }
        IdentityHashMap<CardinalityTree.Leaf, List<Integer>> byLeaf = new IdentityHashMap<>();
        for (int i = 0; i < sample.length; i++) {
            byLeaf.computeIfAbsent(cardinality.leafOf(known, i), l -> new ArrayList<>())
                    .add(i);
        }
        List<int[]> leaves = cardinality.leaves().stream()
                .map(l -> byLeaf.getOrDefault(l, List.of()).stream()
                        .mapToInt(Integer::intValue)
                        .toArray())
                .toList();
        return Balance.fit(from.childCounts(sample), to.childCounts(sample), leaves, seed.derive("balance"));
    }

    private List<Network.Apart> apart(List<ColumnRef> columns, ChildCountFitter.Values parents) throws IOException {
        int[] sample = Blocks.spread(rows, SAMPLE_ROWS);
        int[] a = from.parentsOf(sample);
        int[] b = to.parentsOf(sample);
        int[] joined = IntStream.range(0, a.length)
                .filter(i -> a[i] >= 0 && b[i] >= 0 && a[i] != b[i])
                .toArray();
        int[] begin = Arrays.stream(joined).map(i -> a[i]).toArray();
        int[] end = Arrays.stream(joined).map(i -> b[i]).toArray();
        DistanceFitter fitter =
                new DistanceFitter(begin.length, seed.derive("apart").random());
        for (ColumnRef column : begin.length < FEWEST_ROWS ? List.<ColumnRef>of() : columns) {
            if (parents.of(column, begin) instanceof Feature.Numeric numbers) {
                Feature there = parents.of(column, end);
                fitter.add(column, numbers.values(), ((Feature.Numeric) there).values());
            }
        }
        return fitter.fit(SIGNIFICANT, NEGLIGIBLE);
    }
}
