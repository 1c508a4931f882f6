package io.rowmill.models.ctgan.network;

import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.List;

/**
 * Sizes shared by all batches of a job.
 *
 * @param masks sizes of the critic's hidden layers where dropout leaves out some of their values; else none
 */
public record BatchShape(
        int rows, int pac, int noise, RowLayout row, RowLayout context, List<Integer> masks, int criticUpdates) {
    /** 500 rows in packs of ten. */
    private static final int LEAST_PENALIZED = 50;

    public BatchShape {
        if (rows % pac != 0) {
            throw new IllegalArgumentException("rows must be divisible by pac");
        }
        masks = List.copyOf(masks);
    }

    public int packs() {
        return rows / pac;
    }

    /**
     * How many packs of a batch, its first ones, have a gradient penalty: a quarter, but not fewer than a batch of the paper
     * has. Of rows drawn at random fewer estimate the same mean.
     */
    public int penalized() {
        return Math.min(packs(), Math.max(LEAST_PENALIZED, packs() / 4));
    }

    /** Width of condition and context together. */
    public int given() {
        return row.conditionWidth() + context.width();
    }

    public int generatorInput() {
        return noise + given();
    }

    /**
     * Width of the condition where every row has one category of it and nothing follows it; else 0. Such a condition is
     * kept as a position, and networks gather weights instead of multiplying a one-hot.
     */
    public int lookedUp() {
        return context.width() == 0 ? row.conditionWidth() : 0;
    }

    /** Width of what rows carry of the given. */
    public int carried() {
        return given() - lookedUp();
    }

    int criticInput() {
        return pac * (row.width() + given());
    }
}
