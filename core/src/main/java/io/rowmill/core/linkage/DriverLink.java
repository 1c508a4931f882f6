package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The number of rows per parent of a table's driver.
 *
 * @param relationship name of the driver
 * @param nullDriverRows rows of the source without a parent; they form a root segment
 * @param ties by foreign key of the table, how much rows with the same parent tell about each other, in [0, 1]: what the driver was
 *     chosen by; empty where there was no choice, and in a linkage of an earlier version
 */
public record DriverLink(
        String relationship,
        CardinalityTree cardinality,
        long nullDriverRows,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> ties) {
    public DriverLink {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(cardinality);
        ties = ties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(ties));
    }
}
