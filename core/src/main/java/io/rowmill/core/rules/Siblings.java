package io.rowmill.core.rules;

import java.util.function.IntConsumer;

/** Which row comes before which among the rows of one parent. */
@FunctionalInterface
public interface Siblings {
    /** Rows of which none comes before another. */
    Siblings NONE = row -> -1;

    /** @return -1: the row is the first of its parent, or has none */
    int before(int row);

    /** Takes each of some rows after the one before it. */
    default void inOrder(int rows, IntConsumer action) {
        boolean[] done = new boolean[rows];
        int[] pending = new int[rows];
        for (int row = 0; row < rows; row++) {
            int depth = 0;
            for (int at = row; at >= 0 && !done[at]; at = before(at)) {
                pending[depth++] = at;
                done[at] = true;
            }
            while (depth > 0) {
                action.accept(pending[--depth]);
            }
        }
    }
}
