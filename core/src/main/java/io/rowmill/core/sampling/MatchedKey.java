package io.rowmill.core.sampling;

import java.util.Objects;

/**
 * A second key whose parents are chosen to fit.
 *
 * @param relationship its name
 * @param parent the table that it refers to
 * @param nullRate share of rows without a parent
 */
public record MatchedKey(String relationship, String parent, double nullRate) {
    public MatchedKey {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(parent);
    }
}
