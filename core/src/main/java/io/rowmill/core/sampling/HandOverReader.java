package io.rowmill.core.sampling;

import java.io.IOException;
import java.util.Optional;

/** Reads what finished chunks left for others. */
public interface HandOverReader {
    HandOver read(String table, int chunk) throws IOException;

    /**
     * What the rows of a table say of rows that they refer to by their driver.
     *
     * @param chunk of the table that is referred to
     * @param offset first of the rows within it
     * @return values by the column that is the total, as many as rows are referred to; empty: none is
     */
    Optional<HandOver> totals(String table, int chunk, int offset) throws IOException;
}
