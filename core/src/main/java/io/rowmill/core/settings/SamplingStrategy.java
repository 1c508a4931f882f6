package io.rowmill.core.settings;

/** Which rows a run learns from. */
public enum SamplingStrategy {
    /** All. */
    FULL,
    /** {@code sampleSize} rows of each table, for its content. */
    RANDOM,
    /** {@code sampleSize} rows of each root table with all that belongs to them. */
    RELATIONAL
}
