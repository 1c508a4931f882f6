package io.rowmill.trainer;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.privacy.PrivacyUnit;
import io.rowmill.platform.artifact.IngestManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * To which unit each row of a private job belongs. A row is of the unit of the root row that the plan's keys lead to; where they lead
 * nowhere, and in tables that aren't reached, it is a unit of its own. What a row of one unit is learned with must not come from
 * another one.
 */
final class PrivateUnits {
    private final PrivacyPlan plan;
    private final DatabaseMetadata metadata;
    private final String table;
    /** The root's row that a place of the job belongs to; -1: it is a unit of its own. */
    private final IntUnaryOperator rootOf;

    private final int rootRows;

    /** Goes up by a foreign key. */
    @FunctionalInterface
    interface Parents {
        /** @return row of the parent for each that {@code children} gives; -1: none */
        IntUnaryOperator of(String relationship, IntUnaryOperator children) throws IOException;
    }

    /**
     * @param rows place in the job → row of the table
     * @param rootRows real rows of the plan's root table; 0: it has none
     */
    PrivateUnits(
            PrivacyPlan plan,
            DatabaseMetadata metadata,
            String table,
            IntUnaryOperator rows,
            int rootRows,
            Parents parents)
            throws IOException {
        this.plan = plan;
        this.metadata = metadata;
        this.table = table;
        this.rootRows = rootRows;
        IntUnaryOperator at = isReached(plan, table) ? rows : place -> -1;
        for (String key : path(table)) {
            at = parents.of(key, at);
        }
        this.rootOf = at;
    }

    private static boolean isReached(PrivacyPlan plan, String table) {
        return plan.unit() == PrivacyUnit.ENTITY && plan.isReached(table);
    }

    /** Keys from a table up to the root; none for one that isn't reached. */
    private List<String> path(String from) {
        List<String> out = new ArrayList<>();
        String at = from;
        while (isReached(plan, at) && !at.equals(plan.root())) {
            String key = plan.towardsRoot(at).orElseThrow();
            out.add(key);
            at = parent(key);
        }
        return out;
    }

    private String parent(String relationship) {
        return metadata.relationships().stream()
                .filter(r -> r.name().equals(relationship))
                .findFirst()
                .orElseThrow()
                .parentTable();
    }

    private boolean hasRoot(int place) {
        return rootOf.applyAsInt(place) >= 0;
    }

    /** @return from 0, below {@link #count} */
    int of(int place) {
        int root = rootOf.applyAsInt(place);
        return root >= 0 ? root : rootRows + place;
    }

    /** @param places of the job */
    int count(int places) {
        return Math.addExact(rootRows, places);
    }

    /** Whether a foreign key of the table leads to a row of the same unit. */
    boolean isOwn(String relationship) {
        return path(table).stream().findFirst().filter(relationship::equals).isPresent();
    }

    /** Whether these keys, from the job's table up, lead to a row of the same unit. */
    boolean areOwn(List<ForeignKey> keys) {
        List<String> names = keys.stream().map(ForeignKey::name).toList();
        List<String> path = path(table);
        return names.size() <= path.size() && names.equals(path.subList(0, names.size()));
    }

    /** A row above each place's, but none above one that is a unit of its own: others may refer to the same. */
    IntUnaryOperator ofOwn(IntUnaryOperator above) {
        return place -> hasRoot(place) ? above.applyAsInt(place) : -1;
    }

    /** Rows of a table that count of one unit at most. */
    static int rowsPerUnit(PrivacyPlan plan, String table) {
        return isReached(plan, table) ? plan.rowsPerUnit().getOrDefault(table, 1) : 1;
    }

    /** The noised number of units that have, or are, rows of a table. */
    static long publicUnits(IngestManifest ingest, PrivacyPlan plan, String table) {
        String counted = isReached(plan, table) && plan.root() != null ? plan.root() : table;
        return ingest.snapshot(counted).rows();
    }
}
