package io.rowmill.core.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes all parts of a column at once: a small buffer per part, each flushed to its own region of the file. */
final class EncodedColumnFileWriter implements EncodedColumnWriter {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final FileChannel channel;
    private final EncodedColumnHeader header;
    private final ByteBuffer[] buffers;
    private final long[] positions;
    private final long[] counts;
    private boolean closed;

    EncodedColumnFileWriter(Path file, EncodedColumnHeader header) throws IOException {
        this.header = header;
        int parts = header.layout().size();
        buffers = new ByteBuffer[parts];
        positions = new long[parts];
        counts = new long[parts];
        for (int i = 0; i < parts; i++) {
            buffers[i] = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            positions[i] = header.offset(i);
        }
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        writeFully(header.write(), 0);
    }

    @Override
    public void scalar(int part, float value) throws IOException {
        if (!(header.layout().get(part) instanceof Part.Scalar)) {
            throw new IllegalArgumentException("part " + part + " holds codes");
        }
        room(part).putFloat(value);
    }

    @Override
    public void code(int part, int code) throws IOException {
        if (!(header.layout().get(part) instanceof Part.OneHot oneHot) || code < -1 || code >= oneHot.size()) {
            throw new IllegalArgumentException("code " + code + " in part " + part + " of " + header.layout());
        }
        ByteBuffer out = room(part);
        switch (header.width(part)) {
            case 1 -> out.put((byte) code);
            case 2 -> out.putShort((short) code);
            default -> out.putInt(code);
        }
    }

    private ByteBuffer room(int part) throws IOException {
        if (counts[part] == header.rows()) {
            throw new IllegalStateException("more than " + header.rows() + " rows");
        }
        counts[part]++;
        if (buffers[part].remaining() < Integer.BYTES) {
            flush(part);
        }
        return buffers[part];
    }

    private void flush(int part) throws IOException {
        ByteBuffer buffer = buffers[part].flip();
        positions[part] = writeFully(buffer, positions[part]);
        buffer.clear();
    }

    private long writeFully(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            for (int i = 0; i < buffers.length; i++) {
                flush(i);
                pad(i);
            }
        }
        for (long count : counts) {
            if (count != header.rows()) {
                throw new IllegalStateException(count + " rows written instead of " + header.rows());
            }
        }
    }

    private void pad(int part) throws IOException {
        long missing = header.offset(part + 1) - positions[part];
        if (missing > 0 && missing < Long.BYTES) {
            writeFully(ByteBuffer.allocate((int) missing), positions[part]);
        }
    }
}
