package io.rowmill.core.transform;

/** What becomes of nulls in learned columns. */
public enum NullStrategy {
    /** Learned and generated: a category of its own, or an indicator beside a continuous value. */
    MODEL,
    /** Continuous nulls are replaced by the column's mean and none is generated; discrete nulls are a category. */
    REPLACE_MEAN,
    /** A null is encoded as code -1, and a row with such a code is not trained on. */
    DROP_ROW
}
