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
    private final long cap;

    /**
     * @param drawn slots per parent
     * @param most slots of one parent, where not much more are asked for
     */
    Slots(Piece piece, int[] drawn, int most) {
        this.piece = piece;
        this.ends = new long[drawn.length];
        long all = Arrays.stream(drawn).asLongStream().sum();
        this.cap = DegreeCap.of(most, piece.rows(), all, drawn.length);
        long before = 0;
        for (int i = 0; i < drawn.length; i++) {
            before += all == 0 ? 1 : drawn[i];
            ends[i] = stretched(before, all == 0 ? drawn.length : all, piece.rows());
        }
        cap(drawn);
        this.stride = stride(piece.rows());
    }

    /** What parents have too much goes to the others, as much to each as was drawn for it. */
    private void cap(int[] drawn) {
        long[] slots = slotsPerParent();
        if (Arrays.stream(slots).noneMatch(s -> s > cap)) {
            return;
        }
        long[] caps = new long[slots.length];
        Arrays.fill(caps, cap);
        long excess = 0;
        long[] room = new long[slots.length];
        long[] weights = new long[slots.length];
        for (int i = 0; i < slots.length; i++) {
            excess += Math.max(0, slots[i] - cap);
            slots[i] = Math.min(cap, slots[i]);
            room[i] = cap - slots[i];
            weights[i] = drawn[i];
        }
        long[] added = Apportionment.of(excess, weights, room);
        long end = 0;
        for (int i = 0; i < slots.length; i++) {
            end += slots[i] + added[i];
            ends[i] = end;
        }
    }

    private long[] slotsPerParent() {
        long[] slots = new long[ends.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = ends[i] - (i == 0 ? 0 : ends[i - 1]);
        }
        return slots;
    }

    /** By parent what it may have besides its slots, of which each chunk of rows has its part. */
    int[] room() {
        int[] room = new int[ends.length];
        long[] slots = slotsPerParent();
        for (int i = 0; i < room.length; i++) {
            double phase = i * STRIDE % 1;
            long before = part(cap - slots[i], piece.from(), phase);
            long after = part(cap - slots[i], piece.from() + piece.count(), phase);
            room[i] = (int) Math.min(Integer.MAX_VALUE, after - before);
        }
        return room;
    }

    /** What falls to the first so many rows. */
    private long part(long all, long rows, double phase) {
        return (long) Math.floor((double) all * rows / piece.rows() + phase);
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
