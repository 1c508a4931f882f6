package io.rowmill.core.settings;

/** How the number of rows per parent is distributed among parents whose columns tell the same of it. */
public enum CountModel {
    /** As in the source. */
    EMPIRICAL,
    /** By the negative binomial distribution with the mean and variance that the source has. */
    NEGATIVE_BINOMIAL
}
