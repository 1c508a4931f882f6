package io.rowmill.core.sampling;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far one table is. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class TableProgress {
    private static final long UNKNOWN = -1;

    private long total = UNKNOWN;
    private int chunks = -1;
    private int doneChunks;
    private byte[] done = {};
    private List<Long> firstOrdinals = new ArrayList<>();
    /** Per child table and chunk: parents, rows, parents, rows, ... */
    private Map<String, List<int[]>> segments = new TreeMap<>();

    boolean isTotalKnown() {
        return total != UNKNOWN;
    }

    long total() {
        return total;
    }

    void settleTotal(long rows) {
        total = rows;
    }

    boolean isReleased() {
        return chunks >= 0;
    }

    boolean isRequested(int chunk) {
        return chunk >= 0 && chunk < chunks;
    }

    boolean isComplete() {
        return isReleased() && doneChunks == chunks;
    }

    void release(List<Chunk> made) {
        chunks = made.size();
        made.forEach(c -> firstOrdinals.add(c.firstOrdinal()));
    }

    List<Long> firstOrdinals() {
        return firstOrdinals;
    }

    /** @return false: it was done before */
    boolean markDone(ChunkResult result) {
        BitSet bits = BitSet.valueOf(done);
        if (bits.get(result.index())) {
            return false;
        }
        bits.set(result.index());
        done = bits.toByteArray();
        doneChunks++;
        result.segments().forEach((child, list) -> keep(child, result.index(), list));
        return true;
    }

    private void keep(String child, int chunk, List<Segment> list) {
        List<int[]> byChunk = segments.computeIfAbsent(child, c -> new ArrayList<>());
        while (byChunk.size() <= chunk) {
            byChunk.add(new int[0]);
        }
        int[] flat = new int[2 * list.size()];
        for (int i = 0; i < list.size(); i++) {
            flat[2 * i] = list.get(i).parents();
            flat[2 * i + 1] = list.get(i).rows();
        }
        byChunk.set(chunk, flat);
    }

    /** Segments of all chunks; to be asked when the table is complete. */
    List<List<Segment>> segmentsFor(String child) {
        return segments.getOrDefault(child, List.of()).stream()
                .map(TableProgress::unflatten)
                .toList();
    }

    private static List<Segment> unflatten(int[] flat) {
        List<Segment> list = new ArrayList<>(flat.length / 2);
        for (int i = 0; i < flat.length; i += 2) {
            list.add(new Segment(flat[i], flat[i + 1]));
        }
        return list;
    }

    void forgetSegments(String child) {
        segments.remove(child);
    }
}
