package io.rowmill.core.synthesizer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;

/** A trained model of one table. Sampling is a function of (weights, groups, seed) alone; safe for use by several threads. */
public interface Synthesizer extends AutoCloseable {
    /** @return {@code groups.rows()} encoded rows, the rows of a group together, groups in order */
    EncodedTable sample(Groups groups, Seed seed);

    /**
     * As {@link #sample(Groups, Seed)}, under conditions.
     *
     * @throws FailureException (Rejected) if this synthesizer can't meet them
     */
    default EncodedTable sample(Groups groups, Conditions conditions, Seed seed) {
        if (!conditions.isNone()) {
            throw FailureException.rejected(
                    "no-conditions", "The engine that learned this table cannot sample under conditions.");
        }
        return sample(groups, seed);
    }

    /**
     * How likely rows are: of each the natural logarithm of the probability that {@link #sample(Groups, Seed)} gives its codes at its
     * place. Where rows of a group follow one another, each is judged by those before it.
     *
     * @param rows as many as the groups have, in their order
     * @return one number per row, at most 0; NaN for a row with an absent code
     * @throws FailureException (Rejected) if this synthesizer can't tell
     */
    default double[] logLikelihood(Groups groups, EncodedTable rows) {
        throw FailureException.rejected(
                "no-likelihood", "The engine that learned this table cannot tell how likely a row is.");
    }

    @Override
    void close();
}
