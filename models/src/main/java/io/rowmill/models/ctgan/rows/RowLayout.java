package io.rowmill.models.ctgan.rows;

import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.digits.Digits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each part of an encoded row lies in the dense vector that networks see: scalars, then one-hots that take no part in the
 * condition, then those that do, each of the two blocks ordered by size. Equal sizes are neighbours, so that one tensor
 * operation serves all of them and the number of operations does not grow with the number of columns.
 */
public final class RowLayout {
    private final List<Part> parts;
    private final List<Pair> pairs;
    private final int[] offsets;
    private final int[] conditional;
    private final int scalars;
    private final int conditionStart;
    private final int width;

    public RowLayout(List<Part> parts) {
        this(parts, List.of());
    }

    public RowLayout(List<Part> parts, List<Pair> pairs) {
        this.parts = List.copyOf(parts);
        this.pairs = List.copyOf(pairs);
        this.offsets = new int[parts.size()];
        int at = 0;
        int scalarCount = 0;
        int firstConditional = -1;
        List<Integer> conditions = new ArrayList<>();
        for (int part : order()) {
            offsets[part] = at;
            if (parts.get(part) instanceof Part.Scalar) {
                scalarCount++;
            } else if (isConditional(parts.get(part))) {
                firstConditional = firstConditional < 0 ? at : firstConditional;
                conditions.add(part);
            }
            at += parts.get(part).width();
        }
        this.scalars = scalarCount;
        this.width = at;
        this.conditionStart = firstConditional < 0 ? at : firstConditional;
        this.conditional = conditions.stream().mapToInt(i -> i).toArray();
    }

    private List<Integer> order() {
        return IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> block(parts.get(i)))
                        .thenComparingInt(i -> parts.get(i).width()))
                .toList();
    }

    private static int block(Part part) {
        if (part instanceof Part.Scalar) {
            return 0;
        }
        return isConditional(part) ? 2 : 1;
    }

    /** A single category says nothing: a condition on it would be a wasted draw. */
    private static boolean isConditional(Part part) {
        return part instanceof Part.OneHot oneHot && oneHot.conditional() && oneHot.size() > 1;
    }

    public List<Part> parts() {
        return parts;
    }

    /** One-hots that together stand for one of many categories. */
    public List<Pair> pairs() {
        return pairs;
    }

    public int width() {
        return width;
    }

    /** Number of scalars; they come first. */
    public int scalars() {
        return scalars;
    }

    public int oneHotWidth() {
        return width - scalars;
    }

    /** Position of the first value of a part. */
    public int offset(int part) {
        return offsets[part];
    }

    /** Width of the conditional vector; it has the order of the last values of a row. */
    public int conditionWidth() {
        return width - conditionStart;
    }

    /** Parts that take part in the condition, in the order of their positions. */
    public int[] conditionalParts() {
        return conditional;
    }

    /** Number of categories of the k-th conditional part. */
    public int categories(int k) {
        return parts.get(conditional[k]).width();
    }

    /** Position of the k-th conditional part in the conditional vector. */
    public int conditionOffset(int k) {
        return offsets[conditional[k]] - conditionStart;
    }

    /** Runs of neighbouring one-hots of equal size that together cover all one-hots. */
    public List<Segments> oneHotSegments() {
        return segments(false);
    }

    /** Runs that together cover the conditional one-hots. */
    public List<Segments> conditionalSegments() {
        return segments(true);
    }

    private List<Segments> segments(boolean conditionalOnly) {
        List<Segments> out = new ArrayList<>();
        for (int part : order()) {
            if (parts.get(part) instanceof Part.OneHot oneHot && (!conditionalOnly || isConditional(oneHot))) {
                Segments last = out.isEmpty() ? null : out.get(out.size() - 1);
                if (last != null && last.size() == oneHot.size()) {
                    out.set(out.size() - 1, new Segments(last.count() + 1, last.size()));
                } else {
                    out.add(new Segments(1, oneHot.size()));
                }
            }
        }
        return out;
    }

    /**
     * Two one-hots, the second one's logits after the first one's choice.
     *
     * @param high part; the low digit is the next
     * @param logShares added to the low digit's logits: highs × lows, see {@link Digits#logShares}
     */
    public record Pair(int high, float[] logShares) {
        public int low() {
            return high + 1;
        }
    }

    /** {@code count} neighbouring one-hots with {@code size} categories each. */
    public record Segments(int count, int size) {
        public int width() {
            return count * size;
        }
    }
}
