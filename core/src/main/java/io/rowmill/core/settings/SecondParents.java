package io.rowmill.core.settings;

/** How rows get parents by foreign keys other than the driver, as far as these follow from no rule. */
public enum SecondParents {
    /** Parents that go with the row, each as often as in the source. */
    BY_CONTENT,
    /** Any parent, each as likely. */
    UNIFORM
}
