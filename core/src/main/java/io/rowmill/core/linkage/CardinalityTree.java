package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The distribution of the number of children, given the parent's columns: a binary tree with an empirical distribution per leaf.
 *
 * @param columns columns that the splits use: the parent's own, or those of its context
 */
public record CardinalityTree(List<ColumnRef> columns, Node root) {
    public CardinalityTree {
        columns = List.copyOf(columns);
        Objects.requireNonNull(root);
    }

    /** A leaf or a split. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Leaf.class, name = "leaf"),
        @JsonSubTypes.Type(value = EachRow.class, name = "rows"),
        @JsonSubTypes.Type(value = NumericSplit.class, name = "numeric"),
        @JsonSubTypes.Type(value = CategorySplit.class, name = "categories")
    })
    public sealed interface Node {}

    /**
     * Parents that are copied, each with what it has in the source: only a root.
     *
     * @param children by ordinal
     */
    public record EachRow(List<Double> children) implements Node {
        public EachRow {
            children = List.copyOf(children);
        }
    }

    /**
     * Of parents that are copied. Nobody learns which of those with few children has how many: they share their mean.
     *
     * @param counts children by row
     * @param protection of the children
     */
    static CardinalityTree ofEach(int[] counts, Protection protection) {
        double few = Arrays.stream(counts)
                .filter(c -> c > 0 && protection.isRare(c))
                .average()
                .orElse(0);
        return new CardinalityTree(
                List.of(),
                new EachRow(Arrays.stream(counts)
                        .mapToObj(c -> c > 0 && protection.isRare(c) ? few : c)
                        .toList()));
    }

    /** A group of similar parents. */
    public record Leaf(CountHistogram histogram) implements Node {}

    /**
     * @param column index into {@link CardinalityTree#columns}
     * @param threshold numbers up to it go left, larger ones and nulls right
     */
    public record NumericSplit(int column, double threshold, Node left, Node right) implements Node {}

    /**
     * @param column index into {@link CardinalityTree#columns}
     * @param leftCodes categories that go left; all others, also unseen ones, go right
     */
    public record CategorySplit(int column, List<Integer> leftCodes, Node left, Node right) implements Node {
        public CategorySplit {
            leftCodes = List.copyOf(leftCodes);
        }
    }

    /** @param values of {@link #columns}, in their order */
    public Leaf leafOf(List<Feature> values, int row) {
        Node node = root;
        while (!(node instanceof Leaf)) {
            if (node instanceof EachRow) {
                throw new IllegalArgumentException("parents that are copied have no leaves");
            }
            if (node instanceof NumericSplit split) {
                node = values.get(split.column()).number(row) <= split.threshold() ? split.left() : split.right();
            } else if (node instanceof CategorySplit split) {
                node = split.leftCodes().contains(values.get(split.column()).code(row)) ? split.left() : split.right();
            }
        }
        return (Leaf) node;
    }

    /** From left to right. */
    public List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        collect(root, leaves);
        return leaves;
    }

    private static void collect(Node node, List<Leaf> leaves) {
        if (node instanceof Leaf leaf) {
            leaves.add(leaf);
        } else if (node instanceof NumericSplit split) {
            Stream.of(split.left(), split.right()).forEach(n -> collect(n, leaves));
        } else if (node instanceof CategorySplit split) {
            Stream.of(split.left(), split.right()).forEach(n -> collect(n, leaves));
        }
    }

    /** The same splits with other leaves. */
    CardinalityTree withLeaves(UnaryOperator<Leaf> change) {
        return new CardinalityTree(columns, withLeaves(root, change));
    }

    private static Node withLeaves(Node node, UnaryOperator<Leaf> change) {
        if (node instanceof NumericSplit s) {
            return new NumericSplit(
                    s.column(), s.threshold(), withLeaves(s.left(), change), withLeaves(s.right(), change));
        }
        if (node instanceof CategorySplit s) {
            return new CategorySplit(
                    s.column(), s.leftCodes(), withLeaves(s.left(), change), withLeaves(s.right(), change));
        }
        return node instanceof Leaf leaf ? change.apply(leaf) : node;
    }

    /** Children of the parent that has most; parents that are copied have as many as a sample's scale gives them. */
    public int largest() {
        return root instanceof EachRow
                ? Integer.MAX_VALUE
                : leaves().stream()
                        .mapToInt(l -> l.histogram().counts()[l.histogram().counts().length - 1])
                        .max()
                        .orElse(0);
    }

    /** Children per parent over the source. */
    public double mean() {
        if (root instanceof EachRow each) {
            return each.children().stream().mapToDouble(c -> c).average().orElse(0);
        }
        double children =
                leaves().stream().mapToDouble(l -> l.histogram().children()).sum();
        return children
                / Math.max(
                        1,
                        leaves().stream()
                                .mapToLong(l -> l.histogram().parents())
                                .sum());
    }
}
