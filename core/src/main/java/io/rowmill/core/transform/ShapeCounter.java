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
    private static final Comparator<Map.Entry<String, long[]>> MOST_FREQUENT_FIRST = Comparator.comparingLong(
                    (Map.Entry<String, long[]> e) -> -e.getValue()[0])
            .thenComparingLong(e -> new Seed(0).derive(e.getKey()).value())
            .thenComparing(Map.Entry::getKey);

    private Map<String, long[]> counts = new HashMap<>();
    private long values;

    void add(String value) {
        values++;
        counts.computeIfAbsent(ShapeSpace.of(value).shape(), s -> new long[1])[0]++;
        if (counts.size() > MAX_COUNTED) {
            counts = mostFrequent(MAX_COUNTED / 2).stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
        }
    }

    /** Most frequent first; the weights of what is left out go to what is kept, so that they sum up to all values. */
    List<FakedTransform.WeightedSpace> shapes() {
        List<Map.Entry<String, long[]>> kept = mostFrequent(MAX_KEPT);
        double counted = kept.stream().mapToLong(e -> e.getValue()[0]).sum();
        return kept.stream()
                .map(e -> new FakedTransform.WeightedSpace(
                        new ShapeSpace(e.getKey()), Math.max(1, Math.round(e.getValue()[0] * (values / counted)))))
                .toList();
    }

    private List<Map.Entry<String, long[]>> mostFrequent(int limit) {
        return counts.entrySet().stream()
                .sorted(MOST_FREQUENT_FIRST)
                .limit(limit)
                .toList();
    }
}
