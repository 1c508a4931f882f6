package io.rowmill.core.sampling;

import java.util.Optional;

/**
 * What a {@link SampleState} remembers between events: an entry per table, one per chunk in progress, and blocks of the finished
 * chunks on which others depend. A finished chunk costs the same, however many there are.
 */
public interface SampleMemory {
    Optional<TableProgress> table(String table);

    void put(String table, TableProgress progress);

    Optional<ChunkProgress> chunk(String table, int index);

    void put(String table, int index, ChunkProgress progress);

    void forget(String table, int index);

    /** @param number the block's chunks begin at so many times its size */
    Optional<ChunkBlock> block(String table, int number);

    void put(String table, int number, ChunkBlock block);
}
