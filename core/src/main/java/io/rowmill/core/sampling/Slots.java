package io.rowmill.core.sampling;

import io.rowmill.core.sampling.ParentSlots.Piece;
import java.math.BigInteger;
import java.util.Arrays;

/** The slots of the parents of one {@link Piece}, stretched to the number of rows that share them. */
final class Slots {
    /** Consecutive rows are far from each other among the slots, and evenly spread. */
    private static final double STRIDE = 0.6180339887498949;

    private final Piece piece;
    private final long[] ends;
    private final long stride;

    /** @param drawn slots per parent */
    Slots(Piece piece, int[] drawn) {
        this.piece = piece;
        this.ends = new long[drawn.length];
        long all = Arrays.stream(drawn).asLongStream().sum();
        long before = 0;
        for (int i = 0; i < drawn.length; i++) {
            before += all == 0 ? 1 : drawn[i];
            ends[i] = stretched(before, all == 0 ? drawn.length : all, piece.rows());
        }
        this.stride = stride(piece.rows());
    }

    private static long stretched(long slots, long all, long rows) {
        return Math.round(rows * ((double) slots / all));
    }

    /** Coprime to the number of rows, so that each slot is taken once. */
    private static long stride(long rows) {
        long stride = Math.max(1, Math.round(rows * STRIDE));
        while (!BigInteger.valueOf(stride).gcd(BigInteger.valueOf(rows)).equals(BigInteger.ONE)) {
            stride++;
        }
        return stride;
    }

    /** The parents of this chunk's slots, counted from the first of the piece. */
    int[] parents() {
        int[] out = new int[piece.count()];
        for (int i = 0; i < out.length; i++) {
            long slot = mod(piece.from() + i, stride, piece.rows());
            out[i] = parentOf(slot);
        }
        return out;
    }

    /** Without overflow for as many rows as parents can share: fewer than 2^31. */
    private static long mod(long a, long b, long rows) {
        return (a % rows) * (b % rows) % rows;
    }

    /** The first parent whose slots end behind the slot. */
    private int parentOf(long slot) {
        int from = 0;
        int to = ends.length - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ends[middle] > slot) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
