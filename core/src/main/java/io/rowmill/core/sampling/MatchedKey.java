package io.rowmill.core.sampling;

import java.util.Objects;

/**
 * A second key whose parents are chosen to fit.
 *
 * @param relationship its name
 * @param parent the table that it refers to
 * @param nullRate share of rows without a parent
 * @param inPairs each row has another one that leads back, so there is an even number of rows; false in a plan of an earlier version
 */
public record MatchedKey(String relationship, String parent, double nullRate, boolean inPairs) {
    public MatchedKey {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(parent);
    }

    /** Rows have no others that lead back. */
    MatchedKey(String relationship, String parent, double nullRate) {
        this(relationship, parent, nullRate, false);
    }
}
