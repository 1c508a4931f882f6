package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.SchemaGraph;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Keys of the rows that a chunk's rows refer to: positions in the sequences of their formats, by ordinal. */
final class ReferredKeys {
    private final SchemaGraph graph;
    private final Chunk chunk;
    private final HandOverReader reader;
    private final Map<String, Map<Integer, HandOver>> handOvers = new HashMap<>();

    ReferredKeys(SchemaGraph graph, Chunk chunk, HandOverReader reader) {
        this.graph = graph;
        this.chunk = chunk;
        this.reader = reader;
    }

    /** @return false: the positions are in the parent's hand-over */
    boolean followOrdinal(ForeignKey key) {
        return graph.table(key.parent()).followsOrdinal(key.relationship().parentKey());
    }

    /** @return -1 for a null */
    long at(ForeignKey key, String parentColumn, long ordinal) throws IOException {
        return followOrdinal(key) ? ordinal : handedOver(key.parent(), parentColumn, ordinal);
    }

    long total(ForeignKey key) {
        return chunk.totals().get(key.parent());
    }

    long total(String table) {
        return chunk.totals().get(table);
    }

    /**
     * The ordinal of the parent of any row of a table whose rows are read.
     *
     * @return -1: none
     */
    long parentOf(String table, String relationship, long ordinal) throws IOException {
        return handedOver(table, relationship, ordinal);
    }

    /** Ordinals of the parents of all rows of a table whose rows are read, by key and row. */
    long[][] allParentsOf(String table, List<String> relationships) throws IOException {
        long[][] parents = new long[relationships.size()][Math.toIntExact(total(table))];
        List<Long> firstOrdinals = chunk.keyChunks().get(table);
        for (int index = 0; index < firstOrdinals.size(); index++) {
            HandOver handOver = reader.read(table, index);
            for (int key = 0; key < parents.length; key++) {
                long[] of = handOver.keys().get(relationships.get(key));
                System.arraycopy(of, 0, parents[key], Math.toIntExact(firstOrdinals.get(index)), of.length);
            }
        }
        return parents;
    }

    /**
     * Consecutive rows of a table.
     *
     * @param from ordinal of the first
     * @param to ordinal behind the last
     */
    record Range(long from, long to) {
        long rows() {
            return Math.max(0, to - from);
        }
    }

    /**
     * Rows whose columns have these positions. Along the ordinals, positions of these columns never fall.
     *
     * @param positions by parent column
     */
    Range having(ForeignKey key, Map<String, Long> positions) throws IOException {
        long from = 0;
        long to = total(key);
        for (Map.Entry<String, Long> column : positions.entrySet()) {
            long wanted = column.getValue();
            from = Math.max(from, first(key, column.getKey(), position -> position >= wanted));
            to = Math.min(to, first(key, column.getKey(), position -> position > wanted));
        }
        return new Range(from, to);
    }

    private long first(ForeignKey key, String parentColumn, LongPredicate isReached) throws IOException {
        long from = 0;
        long to = total(key);
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (isReached.test(at(key, parentColumn, middle))) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private long handedOver(String table, String column, long ordinal) throws IOException {
        List<Long> firstOrdinals = chunk.keyChunks().get(table);
        int found = Collections.binarySearch(firstOrdinals, ordinal);
        int index = found >= 0 ? found : -found - 2;
        Map<Integer, HandOver> known = handOvers.computeIfAbsent(table, t -> new HashMap<>());
        HandOver handOver = known.get(index);
        if (handOver == null) {
            handOver = reader.read(table, index);
            known.put(index, handOver);
        }
        return handOver.keys().get(column)[(int) (ordinal - firstOrdinals.get(index))];
    }
}
