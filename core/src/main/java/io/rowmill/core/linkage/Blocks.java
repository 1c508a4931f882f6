package io.rowmill.core.linkage;

import java.util.Iterator;
import java.util.stream.IntStream;

/** Rows a block at a time: whoever looks at all rows of a table holds one block of them. */
final class Blocks {
    private static final int ROWS = 1 << 16;

    private Blocks() {}

    /** Rows {@code from} to {@code to} (exclusive). */
    record Block(int from, int to) {
        int[] rows() {
            return IntStream.range(from, to).toArray();
        }
    }

    static Iterable<Block> of(int rows) {
        return () -> new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < rows;
            }

            @Override
            public Block next() {
                int from = at;
                at = rows - from > ROWS ? from + ROWS : rows;
                return new Block(from, at);
            }
        };
    }

    /** Rows at equal distances: all of them up to a limit, else at least that many and less than twice as many. */
    static int[] spread(int rows, int limit) {
        int step = Math.max(1, rows / limit);
        return IntStream.range(0, rows / step).map(i -> i * step).toArray();
    }
}
