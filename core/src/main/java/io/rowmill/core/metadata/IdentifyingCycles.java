package io.rowmill.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for tables whose primary keys are made of each other's: a cycle of foreign keys lying wholly in primary keys. */
final class IdentifyingCycles {
    private final DatabaseMetadata metadata;
    private final Set<String> done = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    private IdentifyingCycles(DatabaseMetadata metadata) {
        this.metadata = metadata;
    }

    /** @return names of the tables along the first cycle found, the first again at the end */
    static Optional<List<String>> find(DatabaseMetadata metadata) {
        IdentifyingCycles search = new IdentifyingCycles(metadata);
        return metadata.tables().stream()
                .map(t -> search.from(t.name()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<List<String>> from(String table) {
        int start = path.indexOf(table);
        if (start >= 0) {
            List<String> cycle = new ArrayList<>(path.subList(start, path.size()));
            cycle.add(table);
            return Optional.of(cycle);
        }
        if (!done.add(table)) {
            return Optional.empty();
        }
        path.add(table);
        Optional<List<String>> cycle = metadata.parentsOf(table).stream()
                .filter(this::isIdentifying)
                .map(r -> from(r.parentTable()))
                .flatMap(Optional::stream)
                .findFirst();
        path.remove(path.size() - 1);
        return cycle;
    }

    private boolean isIdentifying(Relationship relationship) {
        return metadata.find(relationship.childTable())
                .map(t -> t.primaryKey().containsAll(relationship.childKey()))
                .orElse(false);
    }
}
