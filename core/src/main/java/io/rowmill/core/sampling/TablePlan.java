package io.rowmill.core.sampling;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.linkage.Uniqueness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about a table before any row is generated.
 *
 * @param driverParent empty for a root table
 * @param exactRows the number of rows, where it is asked for or must be known in advance; always present for a root table
 * @param nullDriverRows rows without a driver parent before adjustment to {@code exactRows}; 0 for a root table
 * @param childrenPerParent mean in the source, or as it is asked for; rows of the table follow it, whatever was drawn for single
 *     parents; 0 for a root table
 * @param possible false if a table that its rows must refer to stays empty, so it has no rows
 * @param segmentRows rows of a parent's segment at which a chunk is cut, before adjustment to {@code exactRows}
 * @param uniqueness construction of the primary key; bounds the number of rows
 * @param distinctParents tables of the keys that {@code uniqueness} draws without repetition
 * @param completeBefore tables that must be complete before rows of this one are made
 * @param totalsBefore tables whose number of rows must be known before rows of this one are made
 * @param keyFollowsOrdinal false: whoever refers to it by a second key may have to read the key, or what its own keys refer to, from
 *     the hand-over
 * @param matched second keys whose parents are chosen to fit; null (in a plan of an earlier version): none
 * @param totalsOf tables whose rows must be complete before rows of this one are published, as these have totals of them; null (in a
 *     plan of an earlier version): none
 * @param asDrawn the table has as many rows as were drawn for its parents, which differ from the source's; {@code childrenPerParent}
 *     counts for nothing. Not said in a plan of an earlier version
 */
public record TablePlan(
        String table,
        Optional<String> driverParent,
        OptionalLong exactRows,
        long nullDriverRows,
        double childrenPerParent,
        boolean possible,
        int segmentRows,
        Uniqueness.Rule uniqueness,
        List<String> distinctParents,
        List<String> completeBefore,
        List<String> totalsBefore,
        boolean keyFollowsOrdinal,
        List<MatchedKey> matched,
        List<String> totalsOf,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean asDrawn) {
    public TablePlan {
        Objects.requireNonNull(table);
        Objects.requireNonNull(uniqueness);
        distinctParents = List.copyOf(distinctParents);
        completeBefore = List.copyOf(completeBefore);
        totalsBefore = List.copyOf(totalsBefore);
        matched = matched == null ? List.of() : List.copyOf(matched);
        totalsOf = totalsOf == null ? List.of() : List.copyOf(totalsOf);
        if (driverParent.isEmpty() && exactRows.isEmpty()) {
            throw new IllegalArgumentException("the number of rows of root table " + table + " must be settled");
        }
    }

    /** Its rows are published as soon as they are made. */
    public TablePlan(
            String table,
            Optional<String> driverParent,
            OptionalLong exactRows,
            long nullDriverRows,
            double childrenPerParent,
            boolean possible,
            int segmentRows,
            Uniqueness.Rule uniqueness,
            List<String> distinctParents,
            List<String> completeBefore,
            List<String> totalsBefore,
            boolean keyFollowsOrdinal,
            List<MatchedKey> matched) {
        this(
                table,
                driverParent,
                exactRows,
                nullDriverRows,
                childrenPerParent,
                possible,
                segmentRows,
                uniqueness,
                distinctParents,
                completeBefore,
                totalsBefore,
                keyFollowsOrdinal,
                matched,
                List.of(),
                false);
    }

    TablePlan withTotalsOf(List<String> tables) {
        return with(tables, asDrawn);
    }

    /** With as many rows as are drawn. */
    TablePlan drawn() {
        return with(totalsOf, true);
    }

    private TablePlan with(List<String> tables, boolean drawn) {
        return new TablePlan(
                table,
                driverParent,
                exactRows,
                nullDriverRows,
                childrenPerParent,
                possible,
                segmentRows,
                uniqueness,
                distinctParents,
                completeBefore,
                totalsBefore,
                keyFollowsOrdinal,
                matched,
                tables,
                drawn);
    }

    /** The pass in which its rows are made for those that refer to them. */
    Pass first() {
        return totalsOf.isEmpty() ? Pass.ONLY : Pass.FIRST;
    }

    /** Maximum number of children of one parent, given the totals of {@link #distinctParents}. */
    long capPerParent(Map<String, Long> totals) {
        return switch (uniqueness) {
            case ONE_PER_PARENT -> 1;
            case DISTINCT_IN_GROUP -> combinations(totals);
            default -> Integer.MAX_VALUE;
        };
    }

    /** Maximum number of rows of the table, whatever its driver. */
    long cap(Map<String, Long> totals) {
        return uniqueness == Uniqueness.Rule.DISTINCT_IN_TABLE ? combinations(totals) : Long.MAX_VALUE;
    }

    private long combinations(Map<String, Long> totals) {
        long product = 1;
        for (String parent : distinctParents) {
            long total = totals.get(parent);
            product = total != 0 && product > Integer.MAX_VALUE / total ? Integer.MAX_VALUE : product * total;
        }
        return product;
    }
}
