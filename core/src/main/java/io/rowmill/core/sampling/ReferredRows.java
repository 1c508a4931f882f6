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

/** The rows that have slots for a chunk's rows, as far as they were handed over. */
final class ReferredRows {
    private final List<Long> firstOrdinals = new ArrayList<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final long[] ordinals;

    /**
     * @param rows of the referring chunk
     * @param relationship second key over which they refer to the table
     */
    ReferredRows(String table, String relationship, ParentSlots slots, int rows, HandOverReader reader)
            throws IOException {
        ordinals = new long[rows];
        Arrays.fill(ordinals, -1);
        int at = 0;
        for (Piece piece : slots.pieces()) {
            IntStream.Builder drawn = IntStream.builder();
            for (int i = 0; i < piece.firstOrdinals().size(); i++) {
                HandOver handOver = reader.read(table, piece.firstChunk() + i);
                handOvers.add(handOver);
                Arrays.stream(handOver.counts().get(relationship)).forEach(drawn::add);
            }
            firstOrdinals.addAll(piece.firstOrdinals());
            for (int parent : new Slots(piece, drawn.build().toArray()).parents()) {
                ordinals[at++] = piece.firstOrdinals().get(0) + parent;
            }
        }
    }

    /** Of the parents of all slots, in the order of slots; -1: a row without a parent. */
    long[] ordinals() {
        return ordinals;
    }

    /**
     * Parts of a column.
     *
     * @param layout of the column
     * @param slots whose parents' parts they are
     */
    List<EncodedPart> parts(ColumnRef column, List<Part> layout, int[] slots) {
        if (handOvers.isEmpty()) {
            return layout.stream()
                    .map(p -> ChunkParents.absent(p, slots.length))
                    .toList();
        }
        long[] rows = Arrays.stream(slots).mapToLong(slot -> ordinals[slot]).toArray();
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
            if (rows[i] >= 0) {
                int chunk = chunkOf(rows[i]);
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

    private int chunkOf(long ordinal) {
        int found = Collections.binarySearch(firstOrdinals, ordinal);
        return found >= 0 ? found : -found - 2;
    }
}
