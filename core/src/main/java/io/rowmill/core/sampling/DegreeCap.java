package io.rowmill.core.sampling;

/** How many rows a parent may have, so that none has more than any parent of the source. */
final class DegreeCap {
    /** Rows that are adjusted to a total are a few more or fewer than were drawn; from there on, more were asked for. */
    private static final double ASKED = 1.2;

    private DegreeCap() {}

    /**
     * @param most rows of one parent in the source
     * @param rows to deal to the parents
     * @param drawn for them; where much more rows are asked for, every parent may have as much more
     */
    static long of(int most, long rows, long drawn, int parents) {
        long needed = (rows + parents - 1) / Math.max(1, parents);
        boolean asked = most > 1 && rows > ASKED * drawn;
        double grown = asked && drawn > 0 ? Math.ceil((double) most * rows / drawn) : most;
        return Math.max(needed, (long) grown);
    }
}
