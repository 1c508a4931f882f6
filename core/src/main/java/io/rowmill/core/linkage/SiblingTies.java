package io.rowmill.core.linkage;

import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much the rows of one parent tell about each other that the parent's columns don't tell. Only the rows of a driver's parent
 * are made together, so this is what a key gives as a driver. The columns of a second parent are known to a row, too.
 */
final class SiblingTies {
    /** Less is taken for nothing. */
    static final double NEGLIGIBLE = 0.005;

    /** What the rows of fewer parents have in common can't be learned. */
    private static final int LEAST_PARENTS = 30;

    /** Rows of a parent with more, on average, are not made together: they would be a great part of a chunk, or more than one. */
    private static final int MOST_SIBLINGS = 1_000;

    private static final int SAMPLE_ROWS = 100_000;
    private static final int MOST_PAIRS = 10_000;
    /** Standard deviations above what independent columns have. */
    private static final double SIGNIFICANT = 5;

    private final LinkageSource source;
    private final Relationship key;
    private final ParentRows links;
    private final SplittableRandom random;

    private SiblingTies(LinkageSource source, Relationship key, ParentRows links, Seed seed) {
        this.source = source;
        this.key = key;
        this.links = links;
        this.random = seed.derive(key.name()).random();
    }

    /** @return the mean share over the child's columns, times the share of rows with a sibling, in [0, 1] */
    static double of(LinkageSource source, Relationship key, ParentRows links, Seed seed) throws IOException {
        return new SiblingTies(source, key, links, seed).find();
    }

    /** Rows of a parent that are made together can be learned together, and they are not too many. */
    static boolean areTogether(ParentRows links) {
        return Siblings.of(links).areTogether();
    }

    private double find() throws IOException {
        Siblings siblings = Siblings.of(links);
        return siblings.areTogether() ? tie(pairs()) * siblings.rows() / links.childRows() : 0;
    }

    /**
     * Rows that have others beside them.
     *
     * @param parents of the rows
     */
    private record Siblings(long parents, long rows) {
        static Siblings of(ParentRows links) {
            long several = 0;
            long withSibling = 0;
            for (Blocks.Block block : Blocks.of(links.parentRows())) {
                for (int count : links.childCounts(block.rows())) {
                    several += count > 1 ? 1 : 0;
                    withSibling += count > 1 ? count : 0;
                }
            }
            return new Siblings(several, withSibling);
        }

        boolean areTogether() {
            return parents >= LEAST_PARENTS && rows <= MOST_SIBLINGS * parents;
        }
    }

    /** Two rows each that have the same parent; no row is in two pairs. */
    private int[][] pairs() {
        List<int[]> rows = new ArrayList<>();
        int step = Math.max(1, links.childRows() / SAMPLE_ROWS);
        for (Blocks.Block block : Blocks.of(links.childRows())) {
            int[] parents = links.parents(block.from(), block.to());
            for (int i = 0; i < parents.length; i++) {
                if (parents[i] >= 0 && parents[i] % step == 0 && rows.size() < 4 * SAMPLE_ROWS) {
                    rows.add(new int[] {parents[i], block.from() + i});
                }
            }
        }
        // Neighbours are alike wherever the source is sorted.
        Collections.shuffle(rows, new Random(random.nextLong()));
        Map<Integer, Integer> open = new HashMap<>();
        IntStream.Builder one = IntStream.builder();
        IntStream.Builder other = IntStream.builder();
        int pairs = 0;
        for (int i = 0; i < rows.size() && pairs < MOST_PAIRS; i++) {
            Integer before = open.remove(rows.get(i)[0]);
            if (before == null) {
                open.put(rows.get(i)[0], rows.get(i)[1]);
            } else {
                one.add(before);
                other.add(rows.get(i)[1]);
                pairs++;
            }
        }
        return new int[][] {one.build().toArray(), other.build().toArray()};
    }

    private double tie(int[][] pairs) throws IOException {
        int[] parentRows = links.parentsOf(pairs[0]);
        List<String> parentColumns = source.contentColumns(key.parentTable());
        Bins[] parent = new Bins[parentColumns.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = bins(source.feature(key.parentTable(), parentColumns.get(i), parentRows));
        }
        List<String> columns = source.contentColumns(key.childTable());
        double sum = 0;
        for (String column : columns) {
            Bins one = bins(source.feature(key.childTable(), column, pairs[0]));
            Bins other = bins(source.feature(key.childTable(), column, pairs[1]));
            if (isSignificant(one, other)) {
                double told = Arrays.stream(parent)
                        .mapToDouble(p -> Bins.dependence(p, other))
                        .max()
                        .orElse(0);
                sum += Math.max(0, Bins.dependence(one, other) - Math.max(0, told));
            }
        }
        return columns.isEmpty() ? 0 : sum / columns.size();
    }

    private static Bins bins(Feature feature) {
        return Bins.of(feature, IntStream.range(0, feature.rows()).toArray());
    }

    private static boolean isSignificant(Bins one, Bins other) {
        int rows = one.classes().length;
        double chance = Math.sqrt((one.size() - 1.0) * (other.size() - 1.0) / 2) / rows;
        return rows >= LEAST_PARENTS && Bins.information(one, other) > SIGNIFICANT * chance;
    }
}
