package io.rowmill.core.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One encoded column on disk ({@link EncodedColumnHeader} describes the bytes). It is written in one streaming pass and mapped into
 * memory for reading, so reading a few rows reads a few pages.
 */
public final class EncodedColumnFile {
    /** Maximum number of rows; more would not fit into one mapping. */
    public static final long MAX_ROWS = Integer.MAX_VALUE / Float.BYTES;

    private final EncodedColumnHeader header;
    private final List<ByteBuffer> values;

    private EncodedColumnFile(EncodedColumnHeader header, List<ByteBuffer> values) {
        this.header = header;
        this.values = values;
    }

    /**
     * Opens a streaming writer. It replaces an existing file.
     *
     * @param rows exact number of rows that will be written
     */
    public static EncodedColumnWriter create(Path file, long rows, List<Part> layout) throws IOException {
        return new EncodedColumnFileWriter(file, new EncodedColumnHeader(rows, layout));
    }

    /**
     * Writes a column from memory. It replaces an existing file.
     *
     * @param parts not empty, all with the same number of rows
     */
    public static void write(Path file, List<EncodedPart> parts) throws IOException {
        List<Part> layout = parts.stream().map(EncodedPart::layout).toList();
        try (EncodedColumnWriter out = create(file, parts.get(0).rows(), layout)) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof EncodedPart.Codes codes) {
                    for (int code : codes.codes()) {
                        out.code(i, code);
                    }
                } else if (parts.get(i) instanceof EncodedPart.Scalars scalars) {
                    for (float value : scalars.values()) {
                        out.scalar(i, value);
                    }
                }
            }
        }
    }

    /**
     * Maps a file; it must stay unchanged while the result is used.
     *
     * @throws io.rowmill.core.failure.FailureException (Defect) if it is not an encoded column or is truncated
     */
    public static EncodedColumnFile map(Path file) throws IOException {
        EncodedColumnHeader header;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            header = EncodedColumnHeader.read(in);
        }
        int parts = header.layout().size();
        List<ByteBuffer> values = new ArrayList<>(parts);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            EncodedColumnHeader.require(channel.size() == header.offset(parts), "encoded column cut off");
            for (int i = 0; i < parts; i++) {
                long bytes = header.rows() * header.width(i);
                values.add(channel.map(FileChannel.MapMode.READ_ONLY, header.offset(i), bytes)
                        .order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        return new EncodedColumnFile(header, values);
    }

    /**
     * Reads a whole column from a stream, which stays open.
     *
     * @throws io.rowmill.core.failure.FailureException (Defect) if it is not an encoded column or is truncated
     */
    public static EncodedColumnFile read(InputStream in) throws IOException {
        EncodedColumnHeader header = EncodedColumnHeader.read(in);
        List<ByteBuffer> values = new ArrayList<>();
        for (int i = 0; i < header.layout().size(); i++) {
            long padded = header.offset(i + 1) - header.offset(i);
            byte[] bytes = in.readNBytes(Math.toIntExact(padded));
            EncodedColumnHeader.require(bytes.length == padded, "encoded column cut off");
            values.add(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        return new EncodedColumnFile(header, values);
    }

    public long rows() {
        return header.rows();
    }

    public List<Part> layout() {
        return header.layout();
    }

    /** Category of a row in a one-hot part; -1: absent. */
    public int code(int part, int row) {
        return code(values.get(part), row, header.width(part));
    }

    /** Value of a row in a scalar part. */
    public float scalar(int part, int row) {
        return values.get(part).getFloat(row * Float.BYTES);
    }

    /** All rows. */
    public List<EncodedPart> parts() {
        return parts(0, Math.toIntExact(rows()));
    }

    /** Rows {@code from} to {@code to} (exclusive). */
    public List<EncodedPart> parts(int from, int to) {
        return collect(to - from, i -> from + i);
    }

    /** @param rows row indices in any order; -1 gives the absent value (0 or code -1) */
    public List<EncodedPart> parts(int[] rows) {
        return collect(rows.length, i -> rows[i]);
    }

    private List<EncodedPart> collect(int count, IntUnaryOperator rowOf) {
        List<EncodedPart> parts = new ArrayList<>(values.size());
        for (int part = 0; part < values.size(); part++) {
            parts.add(
                    layout().get(part) instanceof Part.OneHot oneHot
                            ? new EncodedPart.Codes(oneHot, codes(part, count, rowOf))
                            : new EncodedPart.Scalars(scalars(part, count, rowOf)));
        }
        return parts;
    }

    private float[] scalars(int part, int count, IntUnaryOperator rowOf) {
        ByteBuffer from = values.get(part);
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            int row = rowOf.applyAsInt(i);
            out[i] = row < 0 ? 0f : from.getFloat(row * Float.BYTES);
        }
        return out;
    }

    private int[] codes(int part, int count, IntUnaryOperator rowOf) {
        ByteBuffer from = values.get(part);
        int width = header.width(part);
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            int row = rowOf.applyAsInt(i);
            out[i] = row < 0 ? -1 : code(from, row, width);
        }
        return out;
    }

    private static int code(ByteBuffer from, int row, int width) {
        return switch (width) {
            case 1 -> from.get(row);
            case 2 -> from.getShort(row * Short.BYTES);
            default -> from.getInt(row * Integer.BYTES);
        };
    }
}
