package io.rowmill.core.transform;

/** How an engine wants the cells of content columns encoded. Every encoding decodes to the same kind of cells. */
public enum Encoding {
    /** Numbers and times as a scalar beside a mode, other columns as one one-hot. */
    NORMALIZED,
    /** Every column as one or more one-hots: nothing is a scalar. */
    CATEGORICAL
}
