package io.rowmill.core.sampling;

import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is known of the complete driver's parent table.
 *
 * @param rows in all
 * @param segments of the table to be cut, by parent chunk
 */
record ParentLevel(int chunks, long rows, IntFunction<List<Segment>> segments) {
    /** A root table has no parents. */
    static final ParentLevel NONE = new ParentLevel(0, 0, chunk -> List.of());

    long drawn() {
        long drawn = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (Segment segment : segments.apply(chunk)) {
                drawn += segment.rows();
            }
        }
        return drawn;
    }
}
