package io.rowmill.core.linkage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.metadata.ColumnRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a second parent is chosen so that it fits: parents have as many rows as in the source, rows have parents that go with their
 * driver's, and the content of a row follows both.
 *
 * @param cardinality rows per parent
 * @param affinities what rows and parents go together by; empty: all fit as well
 * @param staying logarithm of how much more often than by chance a row has the parent of the row before it of the same driver parent
 * @param context columns of the parent that the row's content is conditioned on
 * @param network of rows whose driver's parents are rows of the same table; empty: they aren't, or in a linkage of an earlier version
 */
public record ParentMatch(
        CardinalityTree cardinality,
        List<Affinity> affinities,
        double staying,
        List<ColumnRef> context,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Network> network) {
    public ParentMatch {
        network = network == null ? Optional.empty() : network;
        Objects.requireNonNull(cardinality);
        affinities = List.copyOf(affinities);
        context = List.copyOf(context);
    }
}
