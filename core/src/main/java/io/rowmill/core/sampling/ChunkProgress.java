package io.rowmill.core.sampling;

import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be known of one chunk until its sample is complete.
 *
 * @param firstOrdinal of its first row within the table
 * @param segments its result, by child table; empty: it isn't written yet
 */
public record ChunkProgress(long firstOrdinal, Optional<Map<String, List<Segment>>> segments) {

    static ChunkProgress released(Chunk chunk) {
        return new ChunkProgress(chunk.firstOrdinal(), Optional.empty());
    }

    ChunkProgress written(ChunkResult result) {
        return new ChunkProgress(firstOrdinal, Optional.of(result.segments()));
    }

    List<Segment> segmentsOf(String child) {
        return segments.orElseThrow().getOrDefault(child, List.of());
    }
}
