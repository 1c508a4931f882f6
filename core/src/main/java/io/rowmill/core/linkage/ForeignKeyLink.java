package io.rowmill.core.linkage;

import java.util.Objects;
import java.util.Optional;

/**
 * How the values of a foreign key other than the driver are chosen.
 *
 * @param relationship its name
 * @param nullRate share of rows without a parent
 * @param forest shape of a self-reference
 * @param repeats name of a foreign key of the driver's parent that has the same value in every row of the source; only in linkages
 *     of an earlier version, since then such a rule is one between keys
 * @param match of a second parent that is chosen to fit; empty: uniformly, as in every linkage of an earlier version
 */
public record ForeignKeyLink(
        String relationship,
        double nullRate,
        Optional<Forest> forest,
        Optional<String> repeats,
        Optional<ParentMatch> match) {
    public ForeignKeyLink {
        match = match == null ? Optional.empty() : match;
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(forest);
        Objects.requireNonNull(repeats);
        if (!(nullRate >= 0 && nullRate <= 1)) {
            throw new IllegalArgumentException("null rate of " + relationship + " is not within [0, 1]");
        }
    }
}
