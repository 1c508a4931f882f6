package io.rowmill.core.linkage;

import java.util.Map;
import java.util.Set;

/**
 * What the schema graph needs to know about the rows of a table.
 *
 * @param rows in the source
 * @param nullableKeys names of the relationships ({@link io.rowmill.core.metadata.Relationship#name()}) of this child table
 *     for which some row has no parent
 * @param derivedKeys names of those that follow from other keys of the table
 * @param ownChildren names of those that lead to a row which refers to the row itself
 * @param ties by relationship, how much the rows of one parent tell about each other, in [0, 1]; a missing one: nothing
 */
public record TableFacts(
        long rows,
        Set<String> nullableKeys,
        Set<String> derivedKeys,
        Set<String> ownChildren,
        Map<String, Double> ties) {
    public TableFacts {
        nullableKeys = Set.copyOf(nullableKeys);
        derivedKeys = Set.copyOf(derivedKeys);
        ownChildren = Set.copyOf(ownChildren);
        ties = Map.copyOf(ties);
        if (rows < 0) {
            throw new IllegalArgumentException("negative number of rows");
        }
    }

    /** Nothing is known of keys but which are null. */
    public TableFacts(long rows, Set<String> nullableKeys) {
        this(rows, nullableKeys, Set.of(), Set.of(), Map.of());
    }
}
