package io.rowmill.core.linkage;

import io.rowmill.core.linkage.CardinalityTree.CategorySplit;
import io.rowmill.core.linkage.CardinalityTree.Leaf;
import io.rowmill.core.linkage.CardinalityTree.Node;
import io.rowmill.core.linkage.CardinalityTree.NumericSplit;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Grows a tree for p(children | parent's features): greedy splits by likelihood of the (classed) count, each of which must
 * gain more than the Bayesian information criterion and the number of splits tried charge for it, so that counts independent
 * of all columns give a single leaf.
 */
final class CardinalityFitter {
    static final int MAX_DEPTH = 4;
    private static final int MIN_LEAF = 20;
    private static final int SAMPLE_ROWS = 50_000;

    private final int[] counts;
    private final List<ColumnRef> columns;
    private final List<Feature> features;
    private final int[] classes;
    private final int classCount;

    private CardinalityFitter(int[] counts, Map<ColumnRef, Feature> features) {
        this.counts = counts;
        this.columns = List.copyOf(features.keySet());
        this.features = List.copyOf(features.values());
        double[] asNumbers = Arrays.stream(counts).asDoubleStream().toArray();
        Bins bins = Bins.of(
                new Feature.Numeric(asNumbers),
                IntStream.range(0, counts.length).toArray());
        this.classes = bins.classes();
        this.classCount = bins.size();
    }

    /**
     * @param counts children per parent row
     * @param features of the parent rows, by column
     */
    static CardinalityTree fit(int[] counts, Map<ColumnRef, Feature> features) {
        if (counts.length == 0) {
            return new CardinalityTree(List.of(), new Leaf(new CountHistogram(new int[] {0}, new long[] {1})));
        }
        CardinalityFitter fitter = new CardinalityFitter(counts, features);
        return fitter.withUsedColumns(
                fitter.grow(IntStream.range(0, counts.length).toArray(), 0));
    }

    private Node grow(int[] rows, int depth) {
        if (depth < MAX_DEPTH && rows.length >= 2 * MIN_LEAF) {
            CandidateSplit best = bestSplit(rows);
            if (best != null) {
                int[] left = IntStream.of(rows).filter(best::goesLeft).toArray();
                int[] right = IntStream.of(rows).filter(r -> !best.goesLeft(r)).toArray();
                if (left.length >= MIN_LEAF && right.length >= MIN_LEAF) {
                    return best.node(grow(left, depth + 1), grow(right, depth + 1));
                }
            }
        }
        return new Leaf(CountHistogram.of(counts, rows, 0, rows.length));
    }

    private @Nullable CandidateSplit bestSplit(int[] rows) {
        int[] sample = IntStream.of(Blocks.spread(rows.length, SAMPLE_ROWS))
                .map(i -> rows[i])
                .toArray();
        CandidateSplit best = null;
        for (int column = 0; column < columns.size(); column++) {
            CandidateSplit candidate = features.get(column) instanceof Feature.Codes c
                    ? bestCategories(column, c, sample)
                    : bestThreshold(column, sample);
            if (candidate != null && (best == null || candidate.gain() > best.gain())) {
                best = candidate;
            }
        }
        return best;
    }

    private @Nullable CandidateSplit bestThreshold(int column, int[] sample) {
        Feature feature = features.get(column);
        Bins bins = Bins.of(feature, sample);
        double[] largest = new double[bins.size()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < sample.length; i++) {
            int bin = bins.classes()[i];
            largest[bin] = Math.max(largest[bin], feature.number(sample[i]));
        }
        int[] order = IntStream.range(0, bins.size() - 1).toArray();
        Prefix prefix = bestPrefix(sample, bins.classes(), bins.size(), order, Math.log(columns.size() * 10.0));
        if (prefix == null) {
            return null;
        }
        double threshold = largest[order[prefix.length() - 1]];
        return new CandidateSplit(column, feature, threshold, null, prefix.gain());
    }

    private @Nullable CandidateSplit bestCategories(int column, Feature.Codes categories, int[] sample) {
        int[] codes = IntStream.of(sample).map(r -> categories.code(r) + 1).toArray();
        double[] sums = new double[categories.size() + 1];
        int[] seen = new int[categories.size() + 1];
        for (int i = 0; i < sample.length; i++) {
            sums[codes[i]] += counts[sample[i]];
            seen[codes[i]]++;
        }
        int[] order = IntStream.range(0, seen.length)
                .filter(c -> seen[c] > 0)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble((Integer c) -> sums[c] / seen[c]))
                .mapToInt(Integer::intValue)
                .toArray();
        double tried = Math.log(columns.size()) + order.length * Math.log(2);
        Prefix prefix = bestPrefix(sample, codes, seen.length, order, tried);
        if (prefix == null) {
            return null;
        }
        List<Integer> left = Arrays.stream(order, 0, prefix.length())
                .map(c -> c - 1)
                .sorted()
                .boxed()
                .toList();
        return new CandidateSplit(column, categories, Double.NaN, left, prefix.gain());
    }

    /**
     * Splits off a prefix of the groups.
     *
     * @param groupOf group per sampled row
     * @param order groups that may go left, in this order
     * @param tried logarithm of the number of splits tried
     */
    private @Nullable Prefix bestPrefix(int[] sample, int[] groupOf, int groups, int[] order, double tried) {
        int[][] table = new int[groups][classCount];
        int[] all = new int[classCount];
        for (int i = 0; i < sample.length; i++) {
            table[groupOf[i]][classes[sample[i]]]++;
            all[classes[sample[i]]]++;
        }
        long present = Arrays.stream(all).filter(c -> c > 0).count();
        double charge = 0.5 * present * Math.log(sample.length) + tried;
        double whole = logLikelihood(all);
        int[] left = new int[classCount];
        int[] right = all.clone();
        Prefix best = null;
        for (int length = 1; length <= order.length; length++) {
            for (int c = 0; c < classCount; c++) {
                left[c] += table[order[length - 1]][c];
                right[c] -= table[order[length - 1]][c];
            }
            double gain = logLikelihood(left) + logLikelihood(right) - whole - charge;
            boolean large =
                    IntStream.of(left).sum() >= MIN_LEAF && IntStream.of(right).sum() >= MIN_LEAF;
            if (large && gain > 0 && (best == null || gain > best.gain())) {
                best = new Prefix(length, gain);
            }
        }
        return best;
    }

    private static double logLikelihood(int[] frequencies) {
        double n = IntStream.of(frequencies).sum();
        double sum = 0;
        for (int frequency : frequencies) {
            sum += frequency == 0 ? 0 : frequency * Math.log(frequency / n);
        }
        return sum;
    }

    private CardinalityTree withUsedColumns(Node root) {
        List<Integer> used = new ArrayList<>();
        Node renumbered = renumber(root, used);
        return new CardinalityTree(used.stream().map(columns::get).toList(), renumbered);
    }

    private static Node renumber(Node node, List<Integer> used) {
        if (node instanceof NumericSplit s) {
            return new NumericSplit(
                    position(s.column(), used), s.threshold(), renumber(s.left(), used), renumber(s.right(), used));
        }
        if (node instanceof CategorySplit s) {
            return new CategorySplit(
                    position(s.column(), used), s.leftCodes(), renumber(s.left(), used), renumber(s.right(), used));
        }
        return node;
    }

    private static int position(int column, List<Integer> used) {
        if (!used.contains(column)) {
            used.add(column);
        }
        return used.indexOf(column);
    }

    private record Prefix(int length, double gain) {}

    private record CandidateSplit(
            int column, Feature feature, double threshold, @Nullable List<Integer> leftCodes, double gain) {
        boolean goesLeft(int row) {
            return leftCodes == null ? feature.number(row) <= threshold : leftCodes.contains(feature.code(row));
        }

        Node node(Node left, Node right) {
            return leftCodes == null
                    ? new NumericSplit(column, threshold, left, right)
                    : new CategorySplit(column, leftCodes, left, right);
        }
    }
}
