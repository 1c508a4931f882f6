package io.rowmill.core.linkage;

import java.util.Set;

/**
 * What the schema graph needs to know about the rows of a table.
 *
 * @param rows in the source
 * @param nullableKeys names of the relationships ({@link io.rowmill.core.metadata.Relationship#name()}) of this child table
 *     for which some row has no parent
 */
public record TableFacts(long rows, Set<String> nullableKeys) {
    public TableFacts {
        nullableKeys = Set.copyOf(nullableKeys);
        if (rows < 0) {
            throw new IllegalArgumentException("negative number of rows");
        }
    }
}
