package io.rowmill.core.rules;

import java.util.ArrayList;
import java.util.List;

/** Rows that break a rule: how many, and the first. */
final class BrokenRows {
    private static final int ROWS_NAMED = 5;

    private final List<Long> first = new ArrayList<>();
    private long count;

    /** @param row its number, from 0 */
    void count(boolean holds, long row) {
        if (!holds) {
            count++;
            if (first.size() < ROWS_NAMED) {
                first.add(row + 1);
            }
        }
    }

    long count() {
        return count;
    }

    /** From 1, ascending. */
    List<Long> first() {
        return List.copyOf(first);
    }
}
