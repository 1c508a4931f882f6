package io.rowmill.core.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a sample's state remembers, in maps. */
final class InMemorySample implements SampleMemory {
    private final Map<String, TableProgress> tables = new HashMap<>();
    private final Map<String, TreeMap<Integer, ChunkProgress>> chunks = new HashMap<>();

    private final Map<String, ChunkBlock> blocks = new HashMap<>();

    @Override
    public Optional<TableProgress> table(String table) {
        return Optional.ofNullable(tables.get(table));
    }

    @Override
    public void put(String table, TableProgress progress) {
        tables.put(table, progress);
    }

    @Override
    public Optional<ChunkProgress> chunk(String table, int index) {
        return Optional.ofNullable(chunks.getOrDefault(table, new TreeMap<>()).get(index));
    }

    @Override
    public void put(String table, int index, ChunkProgress progress) {
        chunks.computeIfAbsent(table, t -> new TreeMap<>()).put(index, progress);
    }

    @Override
    public void forget(String table, int index) {
        chunks.get(table).remove(index);
    }

    @Override
    public Optional<ChunkBlock> block(String table, int number) {
        return Optional.ofNullable(blocks.get(table + "/" + number));
    }

    @Override
    public void put(String table, int number, ChunkBlock block) {
        blocks.put(table + "/" + number, block);
    }

    int remembered() {
        return chunks.values().stream().mapToInt(Map::size).sum();
    }
}
