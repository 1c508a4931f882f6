package io.rowmill.core.transform;

/** How nulls in learned columns are handled. */
public enum NullStrategy {
    /** Learned and generated: a category of its own, or an indicator beside a continuous value. */
    MODEL,
    /** Continuous nulls are replaced by the column's mean, and none is generated. Discrete nulls are a category. */
    REPLACE_MEAN,
    /** A null is encoded as code -1. Rows with such a code are not used for training. */
    DROP_ROW
}
