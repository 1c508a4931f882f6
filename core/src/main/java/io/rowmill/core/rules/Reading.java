package io.rowmill.core.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns are read to make which, without circles. */
final class Reading {
    private final Map<String, Set<String>> sources = new HashMap<>();

    /** @return false, and nothing is added, if one of the sources is made from the column */
    boolean add(String column, List<String> read) {
        Set<String> all = new LinkedHashSet<>();
        read.forEach(s -> place(s, all));
        if (all.contains(column)) {
            return false;
        }
        sources.computeIfAbsent(column, c -> new LinkedHashSet<>()).addAll(read);
        return true;
    }

    /** Columns after what they are made from, otherwise in the given order. */
    List<String> inOrder(List<String> columns) {
        Set<String> out = new LinkedHashSet<>();
        columns.forEach(c -> place(c, out));
        return new ArrayList<>(out);
    }

    private void place(String column, Set<String> out) {
        if (!out.contains(column)) {
            sources.getOrDefault(column, Set.of()).forEach(s -> place(s, out));
            out.add(column);
        }
    }
}
