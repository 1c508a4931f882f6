package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The most frequent shapes of a column in bounded memory, exact while there are few. Of shapes that are equally rare, a
 * pseudo-random share is kept (by the least hashes), so that neither early nor late rows are favoured.
 */
final class ShapeCounter {
    private static final int MAX_COUNTED = 10_000;
    private static final int MAX_KEPT = 2_000;
    private static final Comparator<Counted> MOST_FREQUENT_FIRST = Comparator.comparingLong((Counted c) -> -c.count)
            .thenComparingLong(c -> c.hash)
            .thenComparing(c -> c.shape);

    private Map<String, Counted> counts = new HashMap<>();
    private long values;

    void add(String value) {
        values++;
        counts.computeIfAbsent(ShapeSpace.of(value).shape(), Counted::new).count++;
        if (counts.size() > MAX_COUNTED) {
            counts = mostFrequent(MAX_COUNTED / 2).stream()
                    .collect(Collectors.toMap(c -> c.shape, c -> c, (a, b) -> a, HashMap::new));
        }
    }

    /** Most frequent first; the weights of what is left out go to what is kept, so that they sum up to all values. */
    List<FakedTransform.WeightedSpace> shapes() {
        List<Counted> kept = mostFrequent(MAX_KEPT);
        double counted = kept.stream().mapToLong(c -> c.count).sum();
        return kept.stream()
                .map(c -> new FakedTransform.WeightedSpace(
                        new ShapeSpace(c.shape), Math.max(1, Math.round(c.count * (values / counted)))))
                .toList();
    }

    private List<Counted> mostFrequent(int limit) {
        return counts.values().stream().sorted(MOST_FREQUENT_FIRST).limit(limit).toList();
    }

    private static final class Counted {
        private final String shape;
        /** Once per shape: a column of ever new shapes is sorted again and again. */
        private final long hash;

        private long count;

        Counted(String shape) {
            this.shape = shape;
            this.hash = new Seed(0).derive(shape).value();
        }
    }
}
