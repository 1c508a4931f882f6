package io.rowmill.core.rules;

/** Which row comes before which among the rows of one parent. */
@FunctionalInterface
public interface Siblings {
    /** Rows of which none comes before another. */
    Siblings NONE = row -> -1;

    /** @return -1: the row is the first of its parent, or has none */
    int before(int row);
}
