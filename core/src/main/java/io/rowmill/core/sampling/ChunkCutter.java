package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.Chunk.ParentRange;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts a table into chunks, a few at a time: ranges of parents, and rows without a parent at the end. The rows that were drawn
 * are adjusted to the table's total on the way: after each segment as many rows are given as its share of all that was drawn,
 * within what keys allow. So nothing but a {@link Cut} is kept from one chunk to the next.
 */
final class ChunkCutter {
    /** The children of one parent are made together, in memory. */
    private static final int MOST_TOGETHER = 1_000_000;

    private final TablePlan table;
    private final int chunkRows;
    private final ParentLevel parents;
    private final long parentless;
    private int loadedChunk = -1;
    private List<Segment> loaded = List.of();

    ChunkCutter(TablePlan table, int chunkRows, ParentLevel parents) {
        this.table = table;
        this.chunkRows = chunkRows;
        this.parents = parents;
        this.parentless = table.driverParent().isEmpty() ? table.exactRows().orElseThrow() : table.nullDriverRows();
    }

    /**
     * Rows the table gets: as many as asked, else as many as the source has for so many parents (or as were drawn for these, where they aren't
     * like the source's), but at least one. (What was
     * drawn for each parent depends on synthetic attributes, whose faults would add up from table to table.)
     *
     * @throws FailureException (Rejected, {@code impossible-rows}) if its keys don't allow as many as asked
     */
    long total(Map<String, Long> totals) {
        long most = Math.min(table.cap(totals), room(0, totals));
        if (table.exactRows().isPresent()) {
            long asked = table.exactRows().getAsLong();
            if (asked > most) {
                throw FailureException.rejected(
                        "impossible-rows",
                        "Table " + table.table() + " can't have " + asked
                                + " rows: the rows of the tables its keys refer to allow at most " + most + ".");
            }
            return asked;
        }
        long children = table.asDrawn() ? parents.drawn() : Math.round(table.childrenPerParent() * parents.rows());
        long expected = table.nullDriverRows() + children;
        long some = Math.min(most, Math.max(1, expected));
        boolean oneAlone = some % 2 == 1 && table.matched().stream().anyMatch(MatchedKey::inPairs);
        return oneAlone ? Math.min(most / 2 * 2, some + 1) : some;
    }

    /** @return empty: a table without rows has no chunks */
    Optional<Cut> first(long total) {
        return total == 0 ? Optional.empty() : Optional.of(Cut.first(parents.drawn() + parentless));
    }

    /**
     * Some of a table's chunks.
     *
     * @param next empty: there are no more
     */
    record Cuts(List<Chunk> chunks, Optional<Cut> next) {}

    /**
     * @param from the table isn't all given yet
     * @param index of the first chunk
     * @param most chunks to cut
     * @param totals of this table and of those that its chunks depend on
     * @throws FailureException (Rejected, {@code too-many-children}) if a parent has more than can be made together
     */
    Cuts cut(Cut from, int index, int most, Map<String, Long> totals, Map<String, List<Long>> keyChunks) {
        long total = totals.get(table.table());
        List<Chunk> chunks = new ArrayList<>();
        Cut cut = from;
        while (cut.given() < total && chunks.size() < most) {
            Piece piece = cut.parentChunk() < parents.chunks() ? ofParents(cut, totals) : parentless(cut, total);
            if (piece.rows() > 0) {
                int next = index + chunks.size();
                chunks.add(new Chunk(
                        table.table(), next, cut.given(), piece.rows(), piece.parents(), totals, keyChunks, Map.of()));
            }
            cut = piece.after().withGiven(cut.given() + piece.rows());
        }
        return new Cuts(chunks, cut.given() < total ? Optional.of(cut) : Optional.empty());
    }

    /**
     * Where chunks begin that are made for rows of one parent chunk.
     *
     * @param offsets of their first parents within the parent chunk
     * @param next where the next parent chunk begins
     */
    record Places(List<Integer> offsets, Cut next) {}

    /**
     * @param from at the parent chunk
     * @param totals as for {@link #cut}
     */
    Places places(Cut from, int parentChunk, Map<String, Long> totals) {
        List<Integer> offsets = new ArrayList<>();
        Cut cut = from;
        while (cut.given() < totals.get(table.table()) && cut.parentChunk() == parentChunk) {
            Piece piece = ofParents(cut, totals);
            if (piece.rows() > 0) {
                offsets.add(piece.parents().orElseThrow().offset());
            }
            cut = piece.after().withGiven(cut.given() + piece.rows());
        }
        return new Places(offsets, cut);
    }

    private record Piece(int rows, Optional<ParentRange> parents, Cut after) {}

    private Piece parentless(Cut cut, long total) {
        return new Piece((int) Math.min(chunkRows, total - cut.given()), Optional.empty(), cut);
    }

    private Piece ofParents(Cut cut, Map<String, Long> totals) {
        List<Segment> segments = segments(cut.parentChunk());
        if (cut.segment() == segments.size()) {
            return new Piece(0, Optional.empty(), cut.atNextParentChunk());
        }
        Segment segment = segments.get(cut.segment());
        return new Piece(
                requireFew(share(cut, segment, totals)),
                Optional.of(range(cut, segments, segment)),
                cut.after(segment));
    }

    private List<Segment> segments(int chunk) {
        if (chunk != loadedChunk) {
            loaded = parents.segments().apply(chunk);
            loadedChunk = chunk;
        }
        return loaded;
    }

    private static ParentRange range(Cut cut, List<Segment> segments, Segment segment) {
        int offset = segments.subList(0, cut.segment()).stream()
                .mapToInt(Segment::parents)
                .sum();
        return new ParentRange(cut.parentChunk(), offset, segment.parents(), cut.parents());
    }

    /** What is due after the segment, not more than it can take, not less than what those after it can't take. */
    private long share(Cut cut, Segment segment, Map<String, Long> totals) {
        long total = totals.get(table.table());
        boolean noneDrawn = cut.allDrawn() == 0;
        double weight = noneDrawn ? cut.parents() + segment.parents() : cut.drawn() + segment.rows();
        long due = Math.round(total * (weight / (noneDrawn ? parents.rows() : cut.allDrawn())));
        long left = total - cut.given();
        long least = left - Math.min(left, room(cut.parents() + segment.parents(), totals));
        long most = Math.min(left, segment.parents() * capPerParent(totals));
        return Math.min(most, Math.max(least, due - cut.given()));
    }

    /** Rows that the parents after the first so many, and rows without a parent, can be at most. */
    private long room(long parentsBefore, Map<String, Long> totals) {
        if (parentless > 0) {
            return Long.MAX_VALUE;
        }
        long perParent = capPerParent(totals);
        long left = parents.rows() - parentsBefore;
        return perParent != 0 && left > Long.MAX_VALUE / perParent ? Long.MAX_VALUE : left * perParent;
    }

    private long capPerParent(Map<String, Long> totals) {
        return table.possible() ? table.capPerParent(totals) : 0;
    }

    private int requireFew(long rows) {
        if (rows > Math.max(MOST_TOGETHER, chunkRows)) {
            throw FailureException.rejected(
                    "too-many-children",
                    "Table " + table.table() + " would get " + rows + " rows for one row of "
                            + table.driverParent().orElseThrow() + " or a few, and at most " + MOST_TOGETHER
                            + " are made together: ask for fewer rows of it, or for more of its parent.");
        }
        return (int) rows;
    }
}
