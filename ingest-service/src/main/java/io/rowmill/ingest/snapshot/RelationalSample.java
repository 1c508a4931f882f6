package io.rowmill.ingest.snapshot;

import io.rowmill.core.keys.KeyRecords;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A smaller database in which all foreign keys resolve. It has some rows of every root table, all their children along the
 * driver keys, and every other parent that any of these refers to. A parent that was added for a reference brings no children
 * of its own.
 */
final class RelationalSample {
    private final DatabaseMetadata metadata;
    private final Map<String, TableScan> scans;
    private final References references;
    private final long size;
    private final Seed seed;
    private final Map<String, BitSet> kept = new LinkedHashMap<>();

    private RelationalSample(DatabaseMetadata metadata, Map<String, TableScan> scans, long size, Seed seed) {
        this.metadata = metadata;
        this.scans = scans;
        this.references = new References(metadata, scans);
        this.size = size;
        this.seed = seed.derive("relational-sample");
    }

    /** @return the rows to keep, by table; a table that is copied keeps all and is missing */
    static Map<String, BitSet> choose(
            DatabaseMetadata metadata, SchemaGraph graph, Map<String, TableScan> scans, long size, Seed seed)
            throws IOException {
        RelationalSample sample = new RelationalSample(metadata, scans, size, seed);
        for (TableStructure table : graph.tables()) {
            sample.keepRoots(table);
        }
        sample.keepReferencedParents();
        sample.kept.keySet().removeIf(metadata::isCopied);
        return sample.kept;
    }

    /** Drivers' parents come first in the graph, so that the children of all kept parents are known here. */
    private void keepRoots(TableStructure table) throws IOException {
        TableScan scan = scans.get(table.table());
        BitSet rows = new BitSet();
        kept.put(table.table(), rows);
        BitSet withoutParent = new BitSet();
        withoutParent.set(0, Math.toIntExact(scan.rows()));
        withoutParent.andNot(scan.invalid());
        if (table.driver().isPresent()) {
            ForeignKey driver = table.driver().get();
            BitSet parents = kept.get(driver.parent());
            join(driver.relationship(), (child, parent) -> {
                withoutParent.clear((int) child);
                if (parents.get((int) parent)) {
                    rows.set((int) child);
                }
            });
        }
        draw(withoutParent, seed.derive(table.table()).random(), rows);
    }

    /** Selection sampling: {@code size} rows of a set, each equally likely, in one pass (Knuth, TAOCP 3.4.2, algorithm S). */
    private void draw(BitSet from, SplittableRandom random, BitSet into) {
        long left = from.cardinality();
        long wanted = Math.min(size, left);
        for (int row = from.nextSetBit(0); row >= 0 && wanted > 0; row = from.nextSetBit(row + 1)) {
            if (random.nextLong(left) < wanted) {
                into.set(row);
                wanted--;
            }
            left--;
        }
    }

    private void keepReferencedParents() throws IOException {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Relationship r : metadata.relationships()) {
                BitSet children = kept.get(r.childTable());
                BitSet parents = kept.get(r.parentTable());
                int before = parents.cardinality();
                join(r, (child, parent) -> {
                    if (children.get((int) child)) {
                        parents.set((int) parent);
                    }
                });
                changed |= parents.cardinality() > before;
            }
        }
    }

    /** Calls back for pairs of rows that are both valid. */
    private void join(Relationship r, KeyRecords.Match match) throws IOException {
        BitSet invalidChildren = scans.get(r.childTable()).invalid();
        BitSet invalidParents = scans.get(r.parentTable()).invalid();
        references.join(r, row -> !invalidParents.get((int) row), (child, parent) -> {
            if (parent >= 0 && !invalidChildren.get((int) child)) {
                match.accept(child, parent);
            }
        });
    }
}
