package io.rowmill.core.sampling;

/**
 * Where a table's next chunk begins. It is all that is needed to cut the remaining chunks.
 *
 * @param parentChunk chunk of the driver's parent table; if it is their number, only rows without a parent are left
 * @param segment within that chunk
 * @param parents number of parents in all earlier segments
 * @param drawn children of those parents, as drawn
 * @param given rows of all earlier chunks, which is the ordinal of the next chunk's first row
 * @param allDrawn children of all parents as drawn, and the rows without a parent
 */
public record Cut(int parentChunk, int segment, long parents, long drawn, long given, long allDrawn) {

    static Cut first(long allDrawn) {
        return new Cut(0, 0, 0, 0, 0, allDrawn);
    }

    Cut withGiven(long rows) {
        return new Cut(parentChunk, segment, parents, drawn, rows, allDrawn);
    }

    /** After a segment of the same parent chunk, all of whose rows have been given. */
    Cut after(ChunkResult.Segment done) {
        return new Cut(parentChunk, segment + 1, parents + done.parents(), drawn + done.rows(), given, allDrawn);
    }

    Cut atNextParentChunk() {
        return new Cut(parentChunk + 1, 0, parents, drawn, given, allDrawn);
    }
}
