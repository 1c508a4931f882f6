package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws values in proportion to their weights. */
final class WeightedDraw<T> {
    private final List<T> values;
    private final long[] cumulative;

    /**
     * @param weights positive, by value
     * @param otherwise what is drawn if there are none
     */
    WeightedDraw(Map<T, Long> weights, T otherwise) {
        this.values = weights.isEmpty() ? List.of(otherwise) : List.copyOf(weights.keySet());
        this.cumulative = weights.isEmpty()
                ? new long[] {1}
                : weights.values().stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(cumulative, Long::sum);
    }

    T draw(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulative, random.nextLong(cumulative[cumulative.length - 1]) + 1);
        return values.get(found < 0 ? -found - 1 : found);
    }
}
