package io.rowmill.ingest.snapshot;

import io.rowmill.core.keys.KeyRecords;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Foreign keys across tables, checked by joining their keys. */
final class References {
    private final DatabaseMetadata metadata;
    private final Map<String, TableScan> scans;

    References(DatabaseMetadata metadata, Map<String, TableScan> scans) {
        this.metadata = metadata;
        this.scans = scans;
    }

    /** One violation for each foreign key with orphans. A parent row that is itself invalid still counts as a parent. */
    List<Violation> orphans() throws IOException {
        List<Violation> violations = new ArrayList<>();
        for (Relationship r : metadata.relationships()) {
            Violation orphans = orphans(r);
            join(r, row -> true, (child, parent) -> {
                if (parent < 0) {
                    orphans.add(child);
                }
            });
            if (orphans.count() > 0) {
                violations.add(orphans);
            }
        }
        return violations;
    }

    /**
     * Marks orphans invalid, and whatever refers to invalid rows, until nothing changes.
     *
     * @return how many rows each foreign key cost
     */
    List<Violation> dropOrphans() throws IOException {
        Map<String, Violation> violations = new LinkedHashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Relationship r : metadata.relationships()) {
                Violation orphans = violations.computeIfAbsent(r.name(), name -> orphans(r));
                BitSet children = scans.get(r.childTable()).invalid();
                BitSet parents = scans.get(r.parentTable()).invalid();
                long before = orphans.count();
                join(r, row -> !parents.get((int) row), (child, parent) -> {
                    if (parent < 0 && !children.get((int) child)) {
                        children.set(Math.toIntExact(child));
                        orphans.add(child);
                    }
                });
                changed |= orphans.count() > before;
            }
        }
        return violations.values().stream().filter(v -> v.count() > 0).toList();
    }

    /** Calls back for every row with a foreign key that is not null. */
    void join(Relationship r, LongPredicate parentExists, KeyRecords.Match match) throws IOException {
        KeyRecords parents = scans.get(r.parentTable()).keys().referredKey(r);
        scans.get(r.childTable()).keys().foreignKey(r).join(parents, parentExists, match);
    }

    private Violation orphans(Relationship r) {
        KeySpelling spelling = scans.get(r.childTable()).foreignSpelling(r);
        return new Violation(
                r.childTable(),
                "value(s) in " + String.join(", ", r.childKey()) + " have no row in " + r.parentTable()
                        + spelling.differenceFrom(scans.get(r.parentTable()).spelling(r.parentKey())));
    }
}
