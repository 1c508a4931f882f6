package io.rowmill.core.linkage;

import java.util.Objects;

/**
 * The number of rows per parent of a table's driver.
 *
 * @param relationship name of the driver
 * @param nullDriverRows rows of the source without a parent; they form a root segment
 */
public record DriverLink(String relationship, CardinalityTree cardinality, long nullDriverRows) {
    public DriverLink {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(cardinality);
    }
}
