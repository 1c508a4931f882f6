package io.rowmill.core.metadata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A foreign key.
 *
 * @param parentKey columns of the parent's primary key or of one of its alternate keys, in the order of {@code childKey}
 * @param childKey the foreign key's columns
 * @param contextColumns parent columns that the child is conditioned on; empty: linkage chooses them
 * @param driver true if the user declared this key as the driver, whose parent decides how many children there are
 */
public record Relationship(
        String parentTable,
        List<String> parentKey,
        String childTable,
        List<String> childKey,
        Optional<List<String>> contextColumns,
        boolean driver) {
    public Relationship {
        Objects.requireNonNull(parentTable);
        Objects.requireNonNull(childTable);
        parentKey = List.copyOf(parentKey);
        childKey = List.copyOf(childKey);
        contextColumns = contextColumns.map(List::copyOf);
    }

    public boolean isSelfReference() {
        return parentTable.equals(childTable);
    }

    /** A stable name that is unique within a database: {@code child.fk1,fk2->parent}. */
    public String name() {
        return childTable + "." + String.join(",", childKey) + "->" + parentTable;
    }
}
