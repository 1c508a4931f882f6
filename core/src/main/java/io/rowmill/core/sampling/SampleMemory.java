package io.rowmill.core.sampling;

import java.util.Optional;

/**
 * What a {@link SampleState} remembers from event to event: an entry per table and one per chunk that is being made or
 * that other chunks are made from, so that a finished chunk costs the same however many there are. Kept by whoever keeps the state.
 */
public interface SampleMemory {
    Optional<TableProgress> table(String table);

    void put(String table, TableProgress progress);

    Optional<ChunkProgress> chunk(String table, int index);

    void put(String table, int index, ChunkProgress progress);

    void forget(String table, int index);
}
