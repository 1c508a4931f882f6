package io.rowmill.core.kinds;

import io.rowmill.core.kinds.ValueKind.Template;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows by template in bounded memory. */
final class CountedTemplates {
    private static final int MAX_COUNTED = 5_000;
    private static final int MAX_KEPT = 500;

    private final Map<String, long[]> rows = new LinkedHashMap<>();

    void add(String template) {
        long[] known = rows.get(template);
        if (known != null) {
            known[0]++;
        } else if (rows.size() < MAX_COUNTED) {
            rows.put(template, new long[] {1});
        }
    }

    /** Those that are shared by enough rows, most frequent first. */
    List<Template> shared(int threshold) {
        return rows.entrySet().stream()
                .filter(e -> e.getValue()[0] >= threshold)
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_KEPT)
                .map(e -> new Template(e.getKey(), e.getValue()[0]))
                .toList();
    }

    long total() {
        return rows.values().stream().mapToLong(r -> r[0]).sum();
    }
}
