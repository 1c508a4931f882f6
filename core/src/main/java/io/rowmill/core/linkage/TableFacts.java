package io.rowmill.core.linkage;

import java.util.Set;

/**
 * What the schema graph needs to know about the rows of a table.
 *
 * @param rows in the source
 * @param nullableKeys names of the relationships ({@link io.rowmill.core.metadata.Relationship#name()}) of this child table
 *     for which some row has no parent
 * @param derivedKeys names of those that follow from other keys of the table
 */
public record TableFacts(long rows, Set<String> nullableKeys, Set<String> derivedKeys) {
    public TableFacts {
        nullableKeys = Set.copyOf(nullableKeys);
        derivedKeys = Set.copyOf(derivedKeys);
        if (rows < 0) {
            throw new IllegalArgumentException("negative number of rows");
        }
    }

    /** No key is known to follow from others. */
    public TableFacts(long rows, Set<String> nullableKeys) {
        this(rows, nullableKeys, Set.of());
    }
}
