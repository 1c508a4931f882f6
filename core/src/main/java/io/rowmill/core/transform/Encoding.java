package io.rowmill.core.transform;

/** The encoding of content columns that an engine needs. Every encoding decodes to the same kind of cells. */
public enum Encoding {
    /** Numbers and times as a scalar beside a mode, other columns as one one-hot. */
    NORMALIZED,
    /** Every column as one or more one-hots, without scalars. */
    CATEGORICAL
}
