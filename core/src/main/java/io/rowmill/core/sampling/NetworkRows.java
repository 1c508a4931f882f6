package io.rowmill.core.sampling;

import java.util.Arrays;

/** Rows that join two ends, while these are dealt. Ends are numbered alike on both sides, so that a way back can be seen. */
final class NetworkRows {
    /** Of a row that has no planned way back. */
    static final int SINGLE = -1;
    /** Of a row both of whose ends are the same. */
    static final int LOOP = -2;

    private final int[] from;
    private final int[] nodeOf;
    private final int none;
    private final int noneFrom;
    private final int most;
    private final boolean planned;
    private final int[] to;
    private final int[] partner;
    private final PairCounts pairs;

    /**
     * @param from number of the first end per row, ascending
     * @param nodeOf by first end its number among the second ends; the last: none
     * @param none the second end that isn't there; greater ones are first ends only
     * @param most rows from one end to another
     * @param planned no row has a way back but those whose partner it is
     */
    NetworkRows(int[] from, int[] nodeOf, int none, int most, boolean planned) {
        this.from = from;
        this.nodeOf = nodeOf;
        this.none = none;
        this.noneFrom = nodeOf.length - 1;
        this.most = most;
        this.planned = planned;
        this.to = new int[from.length];
        this.partner = new int[from.length];
        this.pairs = new PairCounts(from.length);
        Arrays.fill(to, none);
        Arrays.fill(partner, SINGLE);
    }

    /** The number of second ends. */
    int none() {
        return none;
    }

    int size() {
        return from.length;
    }

    int from(int row) {
        return from[row];
    }

    int to(int row) {
        return to[row];
    }

    int node(int row) {
        return nodeOf[from[row]];
    }

    int partner(int row) {
        return partner[row];
    }

    PairCounts pairs() {
        return pairs;
    }

    int[] ends() {
        return to;
    }

    /** Both ends are there. */
    boolean isJoined(int row) {
        return from[row] != noneFrom && to[row] != none;
    }

    void give(int row, int end) {
        if (isJoined(row)) {
            pairs.add(node(row), to[row], -1);
        }
        to[row] = end;
        if (isJoined(row)) {
            pairs.add(node(row), end, 1);
        }
    }

    void join(int row, int other) {
        give(row, node(other));
        give(other, node(row));
        partner[row] = other;
        partner[other] = row;
    }

    void loop(int row) {
        give(row, node(row));
        partner[row] = LOOP;
    }

    /** The row and the one that leads back are no longer made together. */
    void part(int row) {
        partner[partner[row]] = SINGLE;
        partner[row] = SINGLE;
    }

    /** Whether a row without a partner may get an end. */
    boolean canTake(int row, int end) {
        if (from[row] == noneFrom || end == none) {
            return true;
        }
        int node = node(row);
        return node != end && hasRoom(row, end) && !(planned && pairs.of(end, node) > 0);
    }

    /** Whether one more row may lead from the first end of a row to another end. */
    boolean hasRoom(int row, int end) {
        return pairs.of(node(row), end) < most;
    }

    /** Whether more rows than may be lead from the first end of a row to its second. */
    boolean isTooOften(int row) {
        return isJoined(row) && partner[row] != LOOP && pairs.of(node(row), to[row]) > most;
    }

    /** Whether two rows may lead there and back. */
    boolean canJoin(int row, int other) {
        int a = node(row);
        int b = node(other);
        return a != b && pairs.of(a, b) < most && pairs.of(b, a) < most;
    }

    /** Whether a row is as none may be. */
    boolean isBroken(int row) {
        if (!isJoined(row) || partner[row] == LOOP) {
            return false;
        }
        int node = node(row);
        boolean back = planned && partner[row] == SINGLE && pairs.of(to[row], node) > 0;
        return node == to[row] || isTooOften(row) || back;
    }
}
