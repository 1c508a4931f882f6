package io.rowmill.core.privacy;

/** What a guarantee hides: whether one of these is in the source or not. */
public enum PrivacyUnit {
    /** A row of the root table with all rows that are reached from it; elsewhere a row. */
    ENTITY,
    /** A row of any table. */
    ROW
}
