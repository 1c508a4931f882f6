package io.rowmill.core.transform;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent shapes of a column in bounded memory: lossy counting (Manku and Motwani, 2002), exact while there
 * are few shapes.
 */
final class ShapeCounter {
    private static final int MAX_COUNTED = 10_000;
    private static final int MAX_KEPT = 2_000;

    private final Map<String, long[]> counts = new HashMap<>();

    void add(String value) {
        counts.computeIfAbsent(ShapeSpace.of(value).shape(), s -> new long[1])[0]++;
        if (counts.size() > MAX_COUNTED) {
            prune();
        }
    }

    /** Takes the least count from all, which drops at least the rarest shapes. */
    private void prune() {
        long least = counts.values().stream().mapToLong(c -> c[0]).min().orElse(0);
        counts.values().removeIf(c -> (c[0] -= least) == 0);
    }

    /** Most frequent first, then by shape. */
    List<FakedTransform.WeightedSpace> shapes() {
        return counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_KEPT)
                .map(e -> new FakedTransform.WeightedSpace(new ShapeSpace(e.getKey()), e.getValue()[0]))
                .toList();
    }
}
