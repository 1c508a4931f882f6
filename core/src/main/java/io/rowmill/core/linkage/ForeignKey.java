package io.rowmill.core.linkage;

import io.rowmill.core.metadata.Relationship;
import java.util.Objects;
import java.util.Optional;

/**
 * A foreign key and its role in generating rows.
 *
 * @param nullable true if the source has rows without a parent
 * @param coveredBy name of the relationship from which a {@link KeyRole#DERIVED} key takes its values
 */
public record ForeignKey(Relationship relationship, KeyRole role, boolean nullable, Optional<String> coveredBy) {
    public ForeignKey {
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(role);
        if (coveredBy.isPresent() != (role == KeyRole.DERIVED)) {
            throw new IllegalArgumentException(relationship.name() + ": covered by another key if and only if derived");
        }
    }

    public String name() {
        return relationship.name();
    }

    public String parent() {
        return relationship.parentTable();
    }
}
