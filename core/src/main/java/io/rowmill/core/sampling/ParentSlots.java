package io.rowmill.core.sampling;

import java.util.List;

/**
 * Where the second parents of a chunk's rows are. Each parent has as many slots as rows were drawn for it, and each row that has a
 * parent takes one slot. The slots of consecutive chunks of parents belong to consecutive rows, so that a chunk of rows reads few of
 * them, however many there are.
 *
 * @param pieces in the order of rows; all other rows of the chunk have no parent
 */
public record ParentSlots(List<Piece> pieces) {
    public ParentSlots {
        pieces = List.copyOf(pieces);
    }

    /**
     * Rows that share consecutive chunks of parents.
     *
     * @param firstChunk of parents
     * @param firstOrdinals of these chunks' first rows
     * @param parents rows of all these chunks
     * @param rows of all chunks that share them
     * @param from the first of them that is this chunk's
     * @param count of this chunk's
     */
    public record Piece(int firstChunk, List<Long> firstOrdinals, int parents, long rows, long from, int count) {
        public Piece {
            firstOrdinals = List.copyOf(firstOrdinals);
        }
    }

    int rows() {
        return pieces.stream().mapToInt(Piece::count).sum();
    }
}
