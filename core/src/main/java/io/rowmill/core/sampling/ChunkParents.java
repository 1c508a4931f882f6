package io.rowmill.core.sampling;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.sampling.Chunk.ParentRange;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The driver parents of a chunk's rows: which row belongs to which, and what they hand over. */
final class ChunkParents {
    private final Chunk chunk;
    private final @Nullable HandOver handOver;
    private final int[] counts;
    private final int[] groupOfRow;
    private final int[] placeInGroup;

    private ChunkParents(Chunk chunk, @Nullable HandOver handOver, int[] counts) {
        this.chunk = chunk;
        this.handOver = handOver;
        this.counts = counts;
        this.groupOfRow = new int[chunk.rows()];
        this.placeInGroup = new int[chunk.rows()];
        int row = 0;
        for (int group = 0; group < counts.length; group++) {
            for (int place = 0; place < counts[group]; place++) {
                groupOfRow[row] = group;
                placeInGroup[row++] = place;
            }
        }
    }

    /** Rows without a driver parent: each is a group of its own. */
    static ChunkParents none(Chunk chunk) {
        int[] ones = new int[chunk.rows()];
        Arrays.fill(ones, 1);
        return new ChunkParents(chunk, null, ones);
    }

    /**
     * The drawn counts, dealt anew where the chunk's number of rows was adjusted.
     *
     * @param capPerParent rows that keys allow
     * @param most rows of one parent in the source
     */
    static ChunkParents of(Chunk chunk, ParentRange range, HandOver handOver, long capPerParent, int most) {
        int[] drawn =
                Arrays.copyOfRange(handOver.counts().get(chunk.table()), range.offset(), range.offset() + range.rows());
        long sum = IntStream.of(drawn).asLongStream().sum();
        if (sum == chunk.rows()) {
            return new ChunkParents(chunk, handOver, drawn);
        }
        long[] caps = new long[drawn.length];
        Arrays.fill(caps, Math.min(capPerParent, DegreeCap.of(most, chunk.rows(), sum, drawn.length)));
        long[] weights = IntStream.of(drawn).asLongStream().toArray();
        int[] adjusted = Arrays.stream(Apportionment.of(chunk.rows(), weights, caps))
                .mapToInt(Math::toIntExact)
                .toArray();
        return new ChunkParents(chunk, handOver, adjusted);
    }

    boolean present() {
        return handOver != null;
    }

    /** Rows per parent. */
    int[] counts() {
        return counts;
    }

    /** Ascending. */
    int[] groupOfRow() {
        return groupOfRow;
    }

    /** The row before among siblings; -1: none. */
    int before(int row) {
        return present() && placeInGroup[row] > 0 ? row - 1 : -1;
    }

    int placeInGroup(int row) {
        return placeInGroup[row];
    }

    long ordinalOf(int row) {
        return chunk.parents().orElseThrow().firstOrdinal() + groupOfRow[row];
    }

    long key(String column, int row) {
        return given().keys().get(column)[offset() + groupOfRow[row]];
    }

    private HandOver given() {
        return Objects.requireNonNull(handOver, "no parents");
    }

    private int offset() {
        return chunk.parents().orElseThrow().offset();
    }

    /** Parts of an ancestor's column, one value per parent; absent values where there are no parents. */
    List<EncodedPart> perParent(ColumnRef column, List<Part> layout) {
        if (!present()) {
            return layout.stream().map(p -> absent(p, counts.length)).toList();
        }
        int[] range = IntStream.range(offset(), offset() + counts.length).toArray();
        return given().parts().get(column).stream().map(p -> p.gather(range)).toList();
    }

    /** Typed values of a column of the driver's parent, one per row; nulls where there are no parents. */
    @Nullable
    Object[] values(String column) {
        @Nullable Object[] out = new Object[groupOfRow.length];
        if (present()) {
            @Nullable Object[] all = given().values().get(column);
            for (int row = 0; row < out.length; row++) {
                out[row] = all[offset() + groupOfRow[row]];
            }
        }
        return out;
    }

    /** @param perParent one value per parent */
    List<EncodedPart> perRow(List<EncodedPart> perParent) {
        return perParent.stream().map(p -> p.gather(groupOfRow)).toList();
    }

    static EncodedPart absent(Part layout, int rows) {
        int[] nowhere = new int[rows];
        Arrays.fill(nowhere, -1);
        EncodedPart empty = layout instanceof Part.OneHot oneHot
                ? new EncodedPart.Codes(oneHot, new int[0])
                : new EncodedPart.Scalars(new float[0]);
        return empty.gather(nowhere);
    }
}
