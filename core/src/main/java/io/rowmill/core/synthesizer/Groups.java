package io.rowmill.core.synthesizer;

import io.rowmill.core.table.EncodedTable;

/**
 * What to sample: for parent {@code i}, {@code counts[i]} rows conditioned on row {@code i} of {@code contexts}.
 * A root table is one group with an empty context.
 */
public record Groups(EncodedTable contexts, int[] counts) {
    public Groups {
        if (contexts.rows() != counts.length) {
            throw new IllegalArgumentException("contexts and counts differ in groups");
        }
    }

    /** One group without context. */
    public static Groups root(int rows) {
        return new Groups(EncodedTable.empty(1), new int[] {rows});
    }

    public int rows() {
        int sum = 0;
        for (int count : counts) {
            sum = Math.addExact(sum, count);
        }
        return sum;
    }

    /** Index of its group for every row, in row order. */
    public int[] groupOfRow() {
        int[] out = new int[rows()];
        int row = 0;
        for (int group = 0; group < counts.length; group++) {
            for (int k = 0; k < counts[group]; k++) {
                out[row++] = group;
            }
        }
        return out;
    }
}
