package io.rowmill.core.privacy;

/** How content is learned under differential privacy. */
public enum PrivacyMethod {
    /** An engine reads real rows by private steps. */
    DPSGD,
    /** An engine reads rows that are drawn from noised counts of pairs of columns. */
    MARGINAL
}
