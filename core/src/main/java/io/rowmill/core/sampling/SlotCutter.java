package io.rowmill.core.sampling;

import io.rowmill.core.sampling.ParentSlots.Piece;
import java.util.ArrayList;
import java.util.List;

/** Deals the slots of a complete table of parents out to the chunks of the rows that refer to it. */
final class SlotCutter {
    /** Chunks of parents are read together until they have so many rows: a sample's rows meet parents from all over such a group. */
    static final int GROUP_ROWS = 100_000;

    private final double nullRate;
    private final long rows;
    private final List<Group> groups = new ArrayList<>();

    /** @param slots of all parents in the chunk */
    record ParentChunk(long firstOrdinal, long rows, long slots) {}

    /** @param until rows that have a parent in this group or an earlier one */
    private record Group(int firstChunk, List<Long> firstOrdinals, int parents, long until) {}

    /** @param rows of the referring table, with and without a parent */
    SlotCutter(MatchedKey key, long rows, List<ParentChunk> parents) {
        this.nullRate = key.nullRate();
        this.rows = rows;
        long all = parents.stream().mapToLong(ParentChunk::slots).sum();
        long parentRows = parents.stream().mapToLong(ParentChunk::rows).sum();
        long before = 0;
        for (int from = 0; from < parents.size(); ) {
            int to = from;
            long size = 0;
            long slots = 0;
            List<Long> ordinals = new ArrayList<>();
            while (to < parents.size() && (size == 0 || size + parents.get(to).rows() <= GROUP_ROWS)) {
                ordinals.add(parents.get(to).firstOrdinal());
                size += parents.get(to).rows();
                slots += parents.get(to++).slots();
            }
            before += all == 0 ? size : slots;
            double share = (double) before / (all == 0 ? parentRows : all);
            long until = to == parents.size() ? withParent(rows) : Math.round(share * withParent(rows));
            groups.add(new Group(from, ordinals, Math.toIntExact(size), until));
            from = to;
        }
    }

    /** Rows with a parent among the first so many. */
    private long withParent(long first) {
        return first - Math.round(first * nullRate);
    }

    ParentSlots of(Chunk chunk) {
        long from = withParent(chunk.firstOrdinal());
        long to = withParent(Math.min(rows, chunk.firstOrdinal() + chunk.rows()));
        List<Piece> pieces = new ArrayList<>();
        long start = 0;
        for (Group group : groups) {
            long first = Math.max(from, start);
            long last = Math.min(to, group.until());
            if (last > first) {
                pieces.add(new Piece(
                        group.firstChunk(),
                        group.firstOrdinals(),
                        group.parents(),
                        group.until() - start,
                        first - start,
                        (int) (last - first)));
            }
            start = group.until();
        }
        return new ParentSlots(pieces);
    }
}
