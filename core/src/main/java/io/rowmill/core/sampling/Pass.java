package io.rowmill.core.sampling;

/** How often the rows of a chunk are made. Whenever they are made, they are the same. */
public enum Pass {
    /** They are made once and published at once. */
    ONLY,
    /** They are made for the rows that refer to them, and not published yet. */
    FIRST,
    /** They are made again, with the totals of the rows that refer to them, and published. */
    LAST;

    /** The rows go to their topic. */
    public boolean publishes() {
        return this != FIRST;
    }

    /** Other rows are told what they need of these. */
    boolean handsOver() {
        return this != LAST;
    }
}
