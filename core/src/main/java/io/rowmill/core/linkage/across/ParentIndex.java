package io.rowmill.core.linkage.across;

/** Child row → parent row of one foreign key. */
public interface ParentIndex {
    int childRows();

    /** @return -1: none */
    int parentOf(int childRow);

    /** Parents of child rows {@code from} to {@code to} (exclusive); -1: none. */
    int[] parents(int from, int to);
}
