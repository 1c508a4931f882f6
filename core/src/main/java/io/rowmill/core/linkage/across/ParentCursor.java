package io.rowmill.core.linkage.across;

/** The parents of rows that are asked for in their order: a block at a time, not one by one. */
public final class ParentCursor {
    private static final int BLOCK = 1 << 14;

    private final ParentIndex index;
    private int from;
    private int[] block = {};

    public ParentCursor(ParentIndex index) {
        this.index = index;
    }

    /** @return -1: none */
    public int of(int row) {
        if (row < from || row >= from + block.length) {
            from = row;
            block = index.parents(row, (int) Math.min(index.childRows(), (long) row + BLOCK));
        }
        return block[row - from];
    }
}
