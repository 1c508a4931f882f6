package io.rowmill.core.sampling;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.sampling.ParentSlots.Piece;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The rows that have slots for a chunk's rows, as far as they were handed over. */
final class ReferredRows {
    private final List<Long> firstOrdinals = new ArrayList<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final long[] slots;
    private final long[] ordinals;
    private final int[] drawn;
    private final int[] room;

    /**
     * @param rows of the referring chunk
     * @param relationship second key over which they refer to the table
     * @param most rows of one parent in the source
     */
    ReferredRows(String table, String relationship, ParentSlots slots, int rows, int most, HandOverReader reader)
            throws IOException {
        this.slots = new long[rows];
        Arrays.fill(this.slots, -1);
        LongStream.Builder all = LongStream.builder();
        IntStream.Builder counts = IntStream.builder();
        IntStream.Builder rooms = IntStream.builder();
        int at = 0;
        for (Piece piece : slots.pieces()) {
            long first = piece.firstOrdinals().get(0);
            int[] perParent = load(table, relationship, piece, reader);
            for (int i = 0; i < perParent.length; i++) {
                all.add(first + i);
                counts.add(perParent[i]);
            }
            Slots dealt = new Slots(piece, perParent, most);
            Arrays.stream(dealt.room()).forEach(rooms::add);
            for (int parent : dealt.parents()) {
                this.slots[at++] = first + parent;
            }
        }
        ordinals = all.build().toArray();
        drawn = counts.build().toArray();
        room = rooms.build().toArray();
    }

    /**
     * All rows of a table, without slots.
     *
     * @param rows of the table
     */
    ReferredRows(String table, long rows, HandOverReader reader) throws IOException {
        slots = new long[0];
        ordinals = LongStream.range(0, rows).toArray();
        drawn = new int[0];
        room = new int[0];
        for (long read = 0; read < rows; ) {
            HandOver handOver = reader.read(table, handOvers.size());
            firstOrdinals.add(read);
            handOvers.add(handOver);
            read += handOver.rows();
        }
    }

    /** @return slots per parent */
    private int[] load(String table, String relationship, Piece piece, HandOverReader reader) throws IOException {
        IntStream.Builder counts = IntStream.builder();
        for (int i = 0; i < piece.firstOrdinals().size(); i++) {
            HandOver handOver = reader.read(table, piece.firstChunk() + i);
            handOvers.add(handOver);
            Arrays.stream(handOver.counts().get(relationship)).forEach(counts::add);
        }
        firstOrdinals.addAll(piece.firstOrdinals());
        return counts.build().toArray();
    }

    /** Parents of the slots, as ordinals; -1: a row without a parent. */
    long[] slots() {
        return slots.clone();
    }

    /** All that may be referred to. */
    long[] ordinals() {
        return ordinals;
    }

    /** Slots that each of {@link #ordinals} may get besides its own, so that in all chunks together none has more than it may. */
    int[] room() {
        return room;
    }

    /** Slots of each of {@link #ordinals}. */
    int[] drawn() {
        return drawn;
    }

    /**
     * Parts of a column.
     *
     * @param layout of the column
     * @param rows ordinals; absent for -1 and for a row that wasn't handed over
     */
    List<EncodedPart> parts(ColumnRef column, List<Part> layout, long[] rows) {
        if (handOvers.isEmpty()) {
            return layout.stream().map(p -> ChunkParents.absent(p, rows.length)).toList();
        }
        List<EncodedPart> first = handOvers.get(0).parts().get(column);
        List<EncodedPart> out = new ArrayList<>();
        for (int p = 0; p < first.size(); p++) {
            out.add(gather(column, p, first.get(p).layout(), rows));
        }
        return out;
    }

    private EncodedPart gather(ColumnRef column, int part, Part layout, long[] rows) {
        int[] codes = new int[rows.length];
        float[] scalars = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            codes[i] = -1;
            int chunk = chunkOf(rows[i]);
            if (chunk >= 0) {
                int at = (int) (rows[i] - firstOrdinals.get(chunk));
                EncodedPart from = handOvers.get(chunk).parts().get(column).get(part);
                if (from instanceof EncodedPart.Codes all) {
                    codes[i] = all.codes()[at];
                } else if (from instanceof EncodedPart.Scalars all) {
                    scalars[i] = all.values()[at];
                }
            }
        }
        return layout instanceof Part.OneHot oneHot
                ? new EncodedPart.Codes(oneHot, codes)
                : new EncodedPart.Scalars(scalars);
    }

    /**
     * Typed values of a column.
     *
     * @param rows ordinals; null for -1 and for a row that wasn't handed over
     */
    @Nullable
    Object[] values(String column, long[] rows) {
        @Nullable Object[] out = new Object[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int chunk = chunkOf(rows[i]);
            if (chunk >= 0) {
                out[i] = handOvers.get(chunk).values().get(column)[(int) (rows[i] - firstOrdinals.get(chunk))];
            }
        }
        return out;
    }

    /** @return -1: it wasn't handed over */
    private int chunkOf(long ordinal) {
        int found = Collections.binarySearch(firstOrdinals, ordinal);
        int chunk = found >= 0 ? found : -found - 2;
        return chunk >= 0
                        && ordinal
                                < firstOrdinals.get(chunk)
                                        + handOvers.get(chunk).rows()
                ? chunk
                : -1;
    }
}
