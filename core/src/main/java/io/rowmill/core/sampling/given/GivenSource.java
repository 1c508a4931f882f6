package io.rowmill.core.sampling.given;

import java.io.IOException;
import java.util.Optional;

/** Where the given rows of a sample are. */
@FunctionalInterface
public interface GivenSource {
    /** No row is given. */
    GivenSource NONE = (table, first, rows) -> Optional.empty();

    /**
     * @param first ordinal of the first row
     * @return so many rows; empty: the rows of this table aren't given
     */
    Optional<GivenRows> of(String table, long first, int rows) throws IOException;
}
