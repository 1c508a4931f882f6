package io.rowmill.core.synthesizer;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;

/** A trained model of one table. Sampling is a function of (weights, groups, seed) alone; safe for use by several threads. */
public interface Synthesizer extends AutoCloseable {
    /** @return {@code groups.rows()} encoded rows, the rows of a group together, groups in order */
    EncodedTable sample(Groups groups, Seed seed);

    @Override
    void close();
}
