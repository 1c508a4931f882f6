package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.Chunk.ParentRange;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Turns what is known about a table's parents into its chunks: ranges of parents, and rows without a parent at the end. */
final class ChunkCutter {
    private final TablePlan table;
    private final int chunkRows;
    private final List<ParentRange> ranges = new ArrayList<>();
    private final List<Long> drawn = new ArrayList<>();

    /** @param parentSegments by chunk of the driver's parent table; empty for a root table */
    ChunkCutter(TablePlan table, int chunkRows, List<List<Segment>> parentSegments) {
        this.table = table;
        this.chunkRows = chunkRows;
        long ordinal = 0;
        for (int chunk = 0; chunk < parentSegments.size(); chunk++) {
            int offset = 0;
            for (Segment segment : parentSegments.get(chunk)) {
                ranges.add(new ParentRange(chunk, offset, segment.parents(), ordinal));
                drawn.add((long) segment.rows());
                offset += segment.parents();
                ordinal += segment.parents();
            }
        }
        boolean isRoot = table.driverParent().isEmpty();
        drawn.add(isRoot ? table.exactRows().orElseThrow() : table.nullDriverRows());
    }

    /**
     * Rows the table gets: as many as asked, else as many as the source has for so many parents, but at least one. (What was
     * drawn for each parent depends on synthetic attributes, whose faults would add up from table to table.)
     *
     * @throws FailureException (Rejected, {@code impossible-rows}) if its keys don't allow as many as asked
     */
    long total(Map<String, Long> totals) {
        long most = Math.min(
                table.cap(totals), LongStream.of(caps(totals)).reduce(0, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b));
        if (table.exactRows().isPresent()) {
            long asked = table.exactRows().getAsLong();
            if (asked > most) {
                throw FailureException.rejected(
                        "impossible-rows",
                        "Table " + table.table() + " can't have " + asked
                                + " rows: the rows of the tables its keys refer" + " to allow at most " + most + ".");
            }
            return asked;
        }
        long parents = ranges.stream().mapToLong(ParentRange::rows).sum();
        long expected = table.nullDriverRows() + Math.round(table.childrenPerParent() * parents);
        return Math.min(most, Math.max(1, expected));
    }

    List<Chunk> chunks(long total, Map<String, Long> totals, Map<String, List<Long>> keyChunks) {
        long[] weights = drawn.stream().mapToLong(Long::longValue).toArray();
        long[] rows = LongStream.of(weights).sum() == total ? weights : Apportionment.of(total, weights, caps(totals));
        List<Chunk> chunks = new ArrayList<>();
        long ordinal = 0;
        for (int i = 0; i < rows.length; i++) {
            boolean parentless = i == ranges.size();
            for (long left = rows[i]; left > 0; ) {
                int size = parentless ? (int) Math.min(left, chunkRows) : Math.toIntExact(left);
                Optional<ParentRange> parents = parentless ? Optional.empty() : Optional.of(ranges.get(i));
                chunks.add(new Chunk(table.table(), chunks.size(), ordinal, size, parents, totals, keyChunks));
                ordinal += size;
                left -= size;
            }
        }
        return chunks;
    }

    private long[] caps(Map<String, Long> totals) {
        long perParent = table.possible() ? table.capPerParent(totals) : 0;
        long[] caps = new long[drawn.size()];
        for (int i = 0; i < ranges.size(); i++) {
            caps[i] = ranges.get(i).rows() * perParent;
        }
        long parentless = drawn.get(ranges.size());
        boolean growing = parentless > 0;
        caps[ranges.size()] = growing ? Long.MAX_VALUE / 4 : 0;
        return caps;
    }
}
