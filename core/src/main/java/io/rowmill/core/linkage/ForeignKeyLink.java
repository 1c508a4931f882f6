package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.metadata.ColumnRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the values of a foreign key other than the driver are chosen.
 *
 * @param relationship its name
 * @param nullRate share of rows without a parent
 * @param forest shape of a self-reference
 * @param repeats name of a foreign key of the driver's parent that has the same value in every row of the source; only in linkages
 *     of an earlier version, since then such a rule is one between keys
 * @param match of a second parent that is chosen to fit; empty: uniformly, as in every linkage of an earlier version
 * @param way which of the ways of its rule a key takes, given the content of the row: the counts of the tree are places of ways;
 *     empty: there is no such rule
 * @param kin by which columns rows go with the rows that they refer to by a self-reference; none in a linkage of an earlier version
 * @param child the key leads to one of the rows that refer to the row; empty: it doesn't, or in a linkage of an earlier version
 */
public record ForeignKeyLink(
        String relationship,
        double nullRate,
        Optional<Forest> forest,
        Optional<String> repeats,
        Optional<ParentMatch> match,
        Optional<CardinalityTree> way,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Affinity> kin,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<OwnChild> child) {
    public ForeignKeyLink {
        child = child == null ? Optional.empty() : child;
        kin = kin == null ? List.of() : List.copyOf(kin);
        way = way == null ? Optional.empty() : way;
        match = match == null ? Optional.empty() : match;
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(forest);
        Objects.requireNonNull(repeats);
        if (!(nullRate >= 0 && nullRate <= 1)) {
            throw new IllegalArgumentException("null rate of " + relationship + " is not within [0, 1]");
        }
    }

    /** With more columns of the parent that content is conditioned on. */
    ForeignKeyLink withContext(List<ColumnRef> more) {
        Optional<ParentMatch> with = match.map(m ->
                new ParentMatch(m.cardinality(), m.affinities(), m.staying(), joined(m.context(), more), m.network()));
        return new ForeignKeyLink(relationship, nullRate, forest, repeats, with, way, kin, child);
    }

    private static List<ColumnRef> joined(List<ColumnRef> some, List<ColumnRef> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
