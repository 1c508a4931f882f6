package io.rowmill.core.synthesizer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;

/**
 * A trained model of one table. Sampling is a function of (weights, groups, seed) alone; safe for use by several threads.
 *
 * <p>Whoever was given it closes it, once all calls have returned; then nothing else may be called. No argument and no result is null.
 * Arguments aren't changed, and what is returned is the caller's. Groups come with contexts of the learned
 * layout, which is the caller's to see to. What a user asked for in vain fails with {@link FailureException}.
 */
public interface Synthesizer extends AutoCloseable {
    /** @return {@code groups.rows()} encoded rows, the rows of a group together, groups in order */
    EncodedTable sample(Groups groups, Seed seed);

    /**
     * Like {@link #sample(Groups, Seed)}, under conditions.
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
     * Computes how likely rows are. For each row it is the natural logarithm of the probability that
     * {@link #sample(Groups, Seed)} draws its codes at its position. In an ordered group it is conditioned on the rows before.
     *
     * @param rows one row per row of the groups, in their order
     * @return one number per row, at most 0; NaN for a row with an absent code
     * @throws IllegalArgumentException if the rows are of another layout or number
     * @throws FailureException (Rejected) if this synthesizer can't tell
     */
    default double[] logLikelihood(Groups groups, EncodedTable rows) {
        throw FailureException.rejected(
                "no-likelihood", "The engine that learned this table cannot tell how likely a row is.");
    }

    @Override
    void close();
}
