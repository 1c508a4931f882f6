package io.rowmill.core.metadata.constraints;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which columns are read for which. */
final class Circles {
    private final Map<String, Set<String>> reads;

    Circles(Map<String, Set<String>> reads) {
        this.reads = reads;
    }

    /** The columns of a circle; empty: there is none. */
    Optional<List<String>> find() {
        Set<String> done = new LinkedHashSet<>();
        for (String column : reads.keySet()) {
            Optional<List<String>> found = from(column, new ArrayList<>(), done);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> from(String column, List<String> path, Set<String> done) {
        int start = path.indexOf(column);
        if (start >= 0) {
            return Optional.of(List.copyOf(path.subList(start, path.size())));
        }
        if (done.contains(column)) {
            return Optional.empty();
        }
        path.add(column);
        for (String read : reads.getOrDefault(column, Set.of())) {
            Optional<List<String>> found = from(read, path, done);
            if (found.isPresent()) {
                return found;
            }
        }
        path.remove(path.size() - 1);
        done.add(column);
        return Optional.empty();
    }

    /** Columns after those that they read; there is no circle. */
    List<String> order() {
        Set<String> out = new LinkedHashSet<>();
        reads.keySet().forEach(c -> place(c, out));
        return List.copyOf(out);
    }

    private void place(String column, Set<String> out) {
        if (!out.contains(column)) {
            reads.getOrDefault(column, Set.of()).forEach(c -> place(c, out));
            out.add(column);
        }
    }
}
