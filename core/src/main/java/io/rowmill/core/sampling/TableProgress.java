package io.rowmill.core.sampling;

import java.util.Optional;

/**
 * The progress of one table.
 *
 * @param total number of rows of the table, or {@link #UNKNOWN}
 * @param chunks that were released so far, or {@link #UNKNOWN}: none may be yet
 * @param done chunks that are written
 * @param cut where the next chunk is cut; empty: all were released (also in entries of versions that released them at once)
 */
public record TableProgress(long total, int chunks, int done, Optional<Cut> cut) {
    static final int UNKNOWN = -1;

    /** A table of which nothing is known yet. */
    static final TableProgress NONE = new TableProgress(UNKNOWN, UNKNOWN, 0, Optional.empty());

    public TableProgress {
        cut = cut == null ? Optional.empty() : cut;
    }

    boolean totalKnown() {
        return total != UNKNOWN;
    }

    boolean released() {
        return chunks != UNKNOWN;
    }

    boolean complete() {
        return released() && cut.isEmpty() && done == chunks;
    }

    /** Chunks that are being made. */
    int inFlight() {
        return chunks - done;
    }

    TableProgress withTotal(long rows) {
        return new TableProgress(rows, chunks, done, cut);
    }

    /** @param next empty: there are no more */
    TableProgress withChunks(int released, Optional<Cut> next) {
        return new TableProgress(total, released, done, next);
    }

    TableProgress withOneMoreDone() {
        return new TableProgress(total, chunks, done + 1, cut);
    }
}
