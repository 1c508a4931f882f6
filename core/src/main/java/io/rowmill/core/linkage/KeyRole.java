package io.rowmill.core.linkage;

/** The role of a foreign key in generating the rows of its table. */
public enum KeyRole {
    /** The key's parent decides how many rows there are. */
    DRIVER,
    /** The key refers to its own table; its values form a forest. */
    SELF_REFERENCE,
    /** The value is chosen independently of the driver. */
    SECOND_PARENT,
    /** Another foreign key covers the columns; its parent already has a value for them that resolves. */
    DERIVED,
    /** The table is copied, and the key keeps its values. */
    COPIED
}
