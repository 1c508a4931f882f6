package io.rowmill.platform.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one block of a snapshot in Avro's binary encoding: of each field which branch of the union it is, and of a text its
 * length and bytes. A row is found without copying anything, as most passes over a table read few cells.
 */
final class SnapshotBlock {
    private static final int ABSENT = -1;
    /** The branch of texts, as it is written. */
    private static final byte SHORT_TEXT = SnapshotFormat.TEXT << 1;

    private static final int LONG_OR_NEGATIVE = 0x81;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private long left;
    private boolean isAtRow;

    /** @param fields of a row */
    SnapshotBlock(int fields) {
        starts = new int[fields];
        lengths = new int[fields];
    }

    /** @param rows in the block */
    void begin(ByteBuffer block, long rows) {
        bytes = block.array();
        at = block.arrayOffset() + block.position();
        end = at + block.remaining();
        left = rows;
    }

    /**
     * @return false at the end of the block
     * @throws AvroRuntimeException or IndexOutOfBoundsException if the bytes are no rows
     */
    boolean advance() {
        if (left == 0) {
            if (at != end) {
                throw new AvroRuntimeException("a block that does not end with a row");
            }
            return false;
        }
        for (int field = 0; field < starts.length; field++) {
            // Nearly always one byte each says that there is a text, and how long it is.
            if (bytes[at] == SHORT_TEXT && (bytes[at + 1] & LONG_OR_NEGATIVE) == 0) {
                mark(field, bytes[at + 1] >>> 1, at + 2);
            } else if (number() == SnapshotFormat.NULL) {
                lengths[field] = ABSENT;
            } else {
                long length = number();
                mark(field, length, at);
            }
        }
        left--;
        isAtRow = true;
        return true;
    }

    private void mark(int field, long length, int start) {
        if (length < 0 || length > end - start) {
            throw new AvroRuntimeException("a text that does not end with its block");
        }
        starts[field] = start;
        lengths[field] = (int) length;
        at = start + (int) length;
    }

    /** Seven bits per byte, the lowest first; the last bit is the sign. */
    private long number() {
        long bits = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            bits |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (bits >>> 1) ^ -(bits & 1);
    }

    /** Of the row that was advanced to. */
    @Nullable
    String cell(int field) {
        if (!isAtRow) {
            throw new NoSuchElementException("advance first");
        }
        return lengths[field] == ABSENT
                ? null
                : new String(bytes, starts[field], lengths[field], StandardCharsets.UTF_8);
    }
}
