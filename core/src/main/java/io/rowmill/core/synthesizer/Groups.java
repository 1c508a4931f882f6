package io.rowmill.core.synthesizer;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What to sample: for parent {@code i}, {@code counts[i]} rows conditioned on row {@code i} of {@code contexts}, and each of them on its
 * own row of {@code rowContexts} besides. A root table is one group with an empty context.
 *
 * @param rowContexts what the rows of a group differ in; the learned layout has these parts behind those of {@code contexts}
 */
public record Groups(EncodedTable contexts, int[] counts, EncodedTable rowContexts) {
    public Groups {
        if (contexts.rows() != counts.length) {
            throw new IllegalArgumentException("contexts and counts differ in groups");
        }
        if (rowContexts.rows() != sum(counts)) {
            throw new IllegalArgumentException("contexts of rows and counts differ in rows");
        }
    }

    /** Groups whose rows share all that they are conditioned on. */
    public Groups(EncodedTable contexts, int[] counts) {
        this(contexts, counts, EncodedTable.empty(sum(counts)));
    }

    /** One group without context. */
    public static Groups root(int rows) {
        return new Groups(EncodedTable.empty(1), new int[] {rows});
    }

    public int rows() {
        return rowContexts.rows();
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum = Math.addExact(sum, count);
        }
        return sum;
    }

    /** The learned layout: what groups have in common first. */
    public List<Part> contextLayout() {
        List<Part> parts = new ArrayList<>(contexts.layout());
        parts.addAll(rowContexts.layout());
        return parts;
    }

    /** All that each row is conditioned on, in the learned layout. */
    public EncodedTable contextOfRows() {
        List<EncodedPart> parts = new ArrayList<>(contexts.gather(groupOfRow()).parts());
        parts.addAll(rowContexts.parts());
        return new EncodedTable(rows(), parts);
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
