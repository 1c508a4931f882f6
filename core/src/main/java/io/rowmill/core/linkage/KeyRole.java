package io.rowmill.core.linkage;

/** What a foreign key means for making the rows of its table. */
public enum KeyRole {
    /** Its parent decides how many rows there are. */
    DRIVER,
    /** Refers to its own table; its values form a forest. */
    SELF_REFERENCE,
    /** Chosen independently of the driver. */
    SECOND_PARENT,
    /** Its columns are covered by another foreign key, whose parent already has a value for them that resolves. */
    DERIVED
}
