package io.rowmill.core.sampling;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of a finished chunk.
 *
 * @param columns names in the order of the source
 * @param rows typed values in the order of {@code columns}: keys are Long or String, others have the type of their format
 * @param handOver what other chunks need of this one; to be stored
 * @param totals what the rows say of those that they refer to by their driver; to be stored
 * @param result for the sample's state
 */
public record SampledChunk(
        Chunk chunk,
        List<String> columns,
        List<Object[]> rows,
        Optional<HandOver> handOver,
        Optional<HandOver> totals,
        ChunkResult result) {
    public SampledChunk {
        Objects.requireNonNull(chunk);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        Objects.requireNonNull(handOver);
        Objects.requireNonNull(totals);
        Objects.requireNonNull(result);
    }
}
