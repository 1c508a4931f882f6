package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Balance;
import io.rowmill.core.linkage.CardinalityTree;
import io.rowmill.core.linkage.CardinalityTree.EachRow;
import io.rowmill.core.linkage.CardinalityTree.Leaf;
import io.rowmill.core.sampling.ChunkResult.Segment;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws the number of children per row. Within the rows of a leaf the draw is systematic: equally spaced quantiles with one
 * random start, dealt to the rows at random. Every row has the leaf's distribution, and the rows together have it almost
 * exactly, so that totals hardly vary.
 */
final class ChildCounts {
    /** Whole numbers stay whole although their sum is not exact. */
    private static final double ROUNDING = 1e-9;

    private ChildCounts() {}

    /**
     * @param features values of the tree's columns
     * @param cap children a row can have at most
     */
    static int[] draw(CardinalityTree tree, List<Feature> features, int rows, long cap, SplittableRandom random) {
        return draw(tree, features, rows, cap, random, Optional.empty());
    }

    /** @param order a score per row: of one leaf's rows, those with more children are those with greater scores */
    static int[] draw(
            CardinalityTree tree,
            List<Feature> features,
            int rows,
            long cap,
            SplittableRandom random,
            Optional<double[]> order) {
        IdentityHashMap<Leaf, List<Integer>> rowsOfLeaf = new IdentityHashMap<>();
        for (int row = 0; row < rows; row++) {
            rowsOfLeaf
                    .computeIfAbsent(tree.leafOf(features, row), l -> new ArrayList<>())
                    .add(row);
        }
        int[] counts = new int[rows];
        for (Leaf leaf : tree.leaves()) {
            int[] members = rowsOfLeaf.getOrDefault(leaf, List.of()).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (order.isPresent()) {
                members = Balance.sorted(members, order.get());
            } else {
                shuffle(members, random);
            }
            double start = random.nextDouble();
            for (int k = 0; k < members.length; k++) {
                int count = leaf.histogram().quantile((k + start) / members.length);
                counts[members[k]] = (int) Math.min(cap, count);
            }
        }
        return counts;
    }

    /**
     * Of parents that are copied: as many as in the source, which are not whole numbers where parents share a mean, or where there
     * are more rows or fewer. What is cut off goes to the next parent.
     *
     * @param chunk of the parents
     * @param growth children in place of one
     * @param cap children a row can have at most
     */
    static int[] ofEach(EachRow source, Chunk chunk, double growth, long cap, SplittableRandom random) {
        int[] counts = new int[chunk.rows()];
        double rest = random.nextDouble();
        for (int row = 0; row < counts.length; row++) {
            rest += growth * source.children().get(Math.toIntExact(chunk.firstOrdinal()) + row);
            int count = (int) Math.min(Integer.MAX_VALUE, Math.floor(rest + ROUNDING));
            counts[row] = (int) Math.min(cap, count);
            rest -= count;
        }
        return counts;
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** Ranges of rows with at most so many children, if no row alone has more. */
    static List<Segment> segments(int[] counts, int mostRows) {
        List<Segment> segments = new ArrayList<>();
        int parents = 0;
        long rows = 0;
        for (int count : counts) {
            if (parents > 0 && rows + count > mostRows) {
                segments.add(new Segment(parents, Math.toIntExact(rows)));
                parents = 0;
                rows = 0;
            }
            parents++;
            rows += count;
        }
        if (parents > 0) {
            segments.add(new Segment(parents, Math.toIntExact(rows)));
        }
        return segments;
    }
}
