package io.rowmill.core.sampling;

/**
 * How far one table is.
 *
 * @param total rows it gets, or {@link #UNKNOWN}
 * @param chunks that were released, or {@link #UNKNOWN}
 * @param done chunks that are written
 */
public record TableProgress(long total, int chunks, int done) {
    static final int UNKNOWN = -1;

    /** A table of which nothing is known yet. */
    static final TableProgress NONE = new TableProgress(UNKNOWN, UNKNOWN, 0);

    boolean totalKnown() {
        return total != UNKNOWN;
    }

    boolean released() {
        return chunks != UNKNOWN;
    }

    boolean complete() {
        return released() && done == chunks;
    }

    TableProgress withTotal(long rows) {
        return new TableProgress(rows, chunks, done);
    }

    TableProgress withChunks(int released) {
        return new TableProgress(total, released, done);
    }

    TableProgress withOneMoreDone() {
        return new TableProgress(total, chunks, done + 1);
    }
}
