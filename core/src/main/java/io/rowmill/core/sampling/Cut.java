package io.rowmill.core.sampling;

/**
 * Where a table's next chunk begins: all that must be known to go on cutting, whatever the number of chunks.
 *
 * @param parentChunk of the driver's parent table; their number: only rows without a parent are left
 * @param segment within that chunk
 * @param parents of all segments before
 * @param drawn children of those parents, as drawn
 * @param given rows of the chunks before: the ordinal of the next one's first row
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
