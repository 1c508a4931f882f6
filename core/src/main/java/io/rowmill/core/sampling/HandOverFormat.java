package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a {@link HandOver}, big-endian: "RWHO", format version (int), rows (int), then four sections, each an entry count
 * and its entries: counts (table, ints), parts (table, column, part count, parts), keys (column, longs), values (column, {@link
 * TypedCells}). Version 1 has no values. Names are modified UTF-8 with a length of two bytes; a part is its number of categories
 * (0: a scalar), whether it is conditional, its values.
 */
final class HandOverFormat {
    private static final int MAGIC = 0x5257484f;
    private static final int VERSION = 2;
    /** Written where it will do, so that samplers of an earlier version read it. */
    private static final int WITHOUT_VALUES = 1;

    private HandOverFormat() {}

    static void write(HandOver handOver, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeInt(handOver.values().isEmpty() ? WITHOUT_VALUES : VERSION);
        out.writeInt(handOver.rows());
        out.writeInt(handOver.counts().size());
        for (Map.Entry<String, int[]> entry : handOver.counts().entrySet()) {
            out.writeUTF(entry.getKey());
            writeInts(out, entry.getValue());
        }
        out.writeInt(handOver.parts().size());
        for (Map.Entry<ColumnRef, List<EncodedPart>> entry : handOver.parts().entrySet()) {
            out.writeUTF(entry.getKey().table());
            out.writeUTF(entry.getKey().column());
            out.writeInt(entry.getValue().size());
            for (EncodedPart part : entry.getValue()) {
                writePart(out, part);
            }
        }
        out.writeInt(handOver.keys().size());
        for (Map.Entry<String, long[]> entry : handOver.keys().entrySet()) {
            out.writeUTF(entry.getKey());
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * handOver.rows());
            bytes.asLongBuffer().put(entry.getValue());
            out.write(bytes.array());
        }
        if (!handOver.values().isEmpty()) {
            writeValues(handOver.values(), out);
        }
        out.flush();
    }

    private static void writeValues(Map<String, @Nullable Object[]> values, DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, @Nullable Object[]> entry : values.entrySet()) {
            out.writeUTF(entry.getKey());
            for (Object cell : entry.getValue()) {
                TypedCells.write(out, cell);
            }
        }
    }

    private static void writeInts(DataOutputStream out, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
        bytes.asIntBuffer().put(values);
        out.write(bytes.array());
    }

    private static void writePart(DataOutputStream out, EncodedPart part) throws IOException {
        if (part instanceof EncodedPart.Codes codes) {
            out.writeInt(codes.layout().size());
            out.writeBoolean(codes.layout().conditional());
            writeInts(out, codes.codes());
        } else if (part instanceof EncodedPart.Scalars scalars) {
            out.writeInt(0);
            out.writeBoolean(false);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * scalars.rows());
            bytes.asFloatBuffer().put(scalars.values());
            out.write(bytes.array());
        }
    }

    static HandOver read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        boolean magic = in.readInt() == MAGIC;
        int version = in.readInt();
        if (!magic || version < 1 || version > VERSION) {
            throw FailureException.defect(
                    "unreadable-hand-over", "A chunk's hand-over is of an unknown format or version.");
        }
        int rows = in.readInt();
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            counts.put(in.readUTF(), readInts(in, rows));
        }
        Map<ColumnRef, List<EncodedPart>> parts = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            ColumnRef column = new ColumnRef(in.readUTF(), in.readUTF());
            List<EncodedPart> list = new ArrayList<>();
            for (int k = in.readInt(); k > 0; k--) {
                list.add(readPart(in, rows));
            }
            parts.put(column, List.copyOf(list));
        }
        Map<String, long[]> keys = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String column = in.readUTF();
            long[] values = new long[rows];
            ByteBuffer.wrap(in.readNBytes(Long.BYTES * rows)).asLongBuffer().get(values);
            keys.put(column, values);
        }
        return new HandOver(rows, counts, parts, keys, version == 1 ? Map.of() : readValues(in, rows));
    }

    private static Map<String, @Nullable Object[]> readValues(DataInputStream in, int rows) throws IOException {
        Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String column = in.readUTF();
            @Nullable Object[] cells = new Object[rows];
            for (int row = 0; row < rows; row++) {
                cells[row] = TypedCells.read(in);
            }
            values.put(column, cells);
        }
        return values;
    }

    private static int[] readInts(DataInputStream in, int rows) throws IOException {
        int[] values = new int[rows];
        ByteBuffer.wrap(in.readNBytes(Integer.BYTES * rows)).asIntBuffer().get(values);
        return values;
    }

    private static EncodedPart readPart(DataInputStream in, int rows) throws IOException {
        int size = in.readInt();
        boolean conditional = in.readBoolean();
        if (size > 0) {
            return new EncodedPart.Codes(new Part.OneHot(size, conditional), readInts(in, rows));
        }
        float[] values = new float[rows];
        ByteBuffer.wrap(in.readNBytes(Float.BYTES * rows)).asFloatBuffer().get(values);
        return new EncodedPart.Scalars(values);
    }
}
