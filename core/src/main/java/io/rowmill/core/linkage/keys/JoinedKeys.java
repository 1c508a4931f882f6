package io.rowmill.core.linkage.keys;

import io.rowmill.core.metadata.Relationship;
import java.util.List;

/** The rows of a database as the search for rules sees them: which row refers to which. Rows are 0-based. */
public interface JoinedKeys {
    /** In the order of the metadata. */
    List<String> tables();

    int rows(String table);

    /** The foreign keys of a table, in the order of the metadata. */
    List<Relationship> keysOf(String table);

    /**
     * @param childRows in any order; -1 gives -1
     * @return parent rows; -1: none
     */
    int[] parentsOf(String relationship, int[] childRows);

    /** @param parentRows in any order */
    int[] childCounts(String relationship, int[] parentRows);

    /** Where a path leads from rows of the table that it begins in. */
    default int[] follow(KeyPath path, int[] rows) {
        int[] at = rows;
        for (String relationship : path.relationships()) {
            at = parentsOf(relationship, at);
        }
        return at;
    }
}
