package io.rowmill.core.table;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of an encoded column file, format version 1, little-endian:
 *
 * <pre>
 * 0   8 bytes  "RMCOLUMN"
 * 8   int16    format version
 * 10  int16    number of parts
 * 12  int32    reserved, 0
 * 16  int64    rows
 * 24  per part 16 bytes: int8 kind (0 scalar, 1 one-hot), int8 conditional, int8 bytes per value, int8 reserved,
 *              int32 size (1 for a scalar), int64 offset of its values from the start of the file
 * </pre>
 *
 * The values of a part are contiguous and start at a multiple of 8: float32 for a scalar, a signed integer of 1, 2 or
 * 4 bytes for a code, -1 for absent.
 */
record EncodedColumnHeader(long rows, List<Part> layout) {
    private static final byte[] MAGIC = {'R', 'M', 'C', 'O', 'L', 'U', 'M', 'N'};
    private static final short VERSION = 1;
    private static final int FIXED_BYTES = 24;
    private static final int PART_BYTES = 16;
    private static final int MAX_PARTS = Short.MAX_VALUE;

    EncodedColumnHeader {
        layout = List.copyOf(layout);
        if (rows < 0 || layout.size() > MAX_PARTS) {
            throw new IllegalArgumentException("a column of " + rows + " rows and " + layout.size() + " parts");
        }
    }

    int bytes() {
        return FIXED_BYTES + PART_BYTES * layout.size();
    }

    /** Bytes per value. */
    int width(int part) {
        if (layout.get(part) instanceof Part.OneHot oneHot) {
            return oneHot.size() <= Byte.MAX_VALUE + 1 ? 1 : oneHot.size() <= Short.MAX_VALUE + 1 ? 2 : 4;
        }
        return Float.BYTES;
    }

    /** Where the values of a part start; for {@code part == layout.size()} the length of the file. */
    long offset(int part) {
        long at = bytes();
        for (int i = 0; i < part; i++) {
            at += (rows * width(i) + 7) / 8 * 8;
        }
        return at;
    }

    ByteBuffer write() {
        ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC)
                .putShort(VERSION)
                .putShort((short) layout.size())
                .putInt(0)
                .putLong(rows);
        for (int i = 0; i < layout.size(); i++) {
            boolean conditional = layout.get(i) instanceof Part.OneHot oneHot && oneHot.conditional();
            out.put((byte) (layout.get(i) instanceof Part.OneHot ? 1 : 0));
            out.put((byte) (conditional ? 1 : 0)).put((byte) width(i)).put((byte) 0);
            out.putInt(layout.get(i).width()).putLong(offset(i));
        }
        return out.flip();
    }

    /** @throws FailureException (Defect) if this is no encoded column of a known version */
    static EncodedColumnHeader read(InputStream in) throws IOException {
        ByteBuffer fixed = buffer(in, FIXED_BYTES);
        byte[] magic = new byte[MAGIC.length];
        fixed.get(magic);
        require(java.util.Arrays.equals(magic, MAGIC), "not an encoded column");
        short version = fixed.getShort();
        require(version == VERSION, "encoded column of unknown format version " + version);
        int parts = fixed.getShort();
        fixed.getInt();
        long rows = fixed.getLong();
        require(parts >= 0 && rows >= 0, "encoded column with a negative number of parts or rows");
        List<Part> layout = new ArrayList<>(parts);
        ByteBuffer described = buffer(in, parts * PART_BYTES);
        for (int i = 0; i < parts; i++) {
            layout.add(readPart(described));
        }
        EncodedColumnHeader header = new EncodedColumnHeader(rows, layout);
        require(
                described.rewind().equals(header.write().position(FIXED_BYTES)),
                "encoded column with an inconsistent head");
        return header;
    }

    private static Part readPart(ByteBuffer in) {
        byte kind = in.get();
        boolean conditional = in.get() == 1;
        in.getShort();
        int size = in.getInt();
        in.getLong();
        require((kind == 0 || kind == 1) && size > 0, "encoded column with a part of unknown kind or size");
        return kind == 0 ? new Part.Scalar() : new Part.OneHot(size, conditional);
    }

    private static ByteBuffer buffer(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        require(read.length == bytes, "encoded column cut off");
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw FailureException.defect("encoded-column", message);
        }
    }
}
