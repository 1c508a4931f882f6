package io.rowmill.core.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a question got: noised counts. Safe to keep and to show.
 *
 * @param counts by what was counted, such as a column's values, and by value
 */
public record Answer(Map<String, SortedMap<String, Long>> counts) {
    public Answer {
        Map<String, SortedMap<String, Long>> copy = new LinkedHashMap<>();
        counts.forEach((what, values) -> copy.put(what, new TreeMap<>(values)));
        counts = copy;
    }

    /** @throws IllegalArgumentException if this wasn't counted */
    public SortedMap<String, Long> of(String what) {
        SortedMap<String, Long> found = counts.get(what);
        if (found == null) {
            throw new IllegalArgumentException("the answer has no counts of " + what);
        }
        return found;
    }

    /** A noised count, at least 0. */
    public long count(String what, String value) {
        return Math.max(0, of(what).getOrDefault(value, 0L));
    }
}
