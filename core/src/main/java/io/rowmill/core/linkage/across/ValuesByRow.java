package io.rowmill.core.linkage.across;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One long per row in a mapped file, which is written once and then read in any order. */
final class ValuesByRow {
    /** Rows of one mapping. */
    private static final int BLOCK = 1 << 26;

    private final ByteBuffer[] blocks;

    private ValuesByRow(ByteBuffer[] blocks) {
        this.blocks = blocks;
    }

    /** @param file as {@link Writer} left it; it must stay while the result is used */
    static ValuesByRow map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long bytesPerBlock = (long) BLOCK * Long.BYTES;
            ByteBuffer[] blocks = new ByteBuffer[(int) (channel.size() / bytesPerBlock) + 1];
            for (int i = 0; i < blocks.length; i++) {
                long from = i * bytesPerBlock;
                long size = Math.min(bytesPerBlock, channel.size() - from);
                blocks[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, size);
            }
            return new ValuesByRow(blocks);
        }
    }

    /** @param row -1: none */
    long at(int row) {
        return row < 0 ? CellType.NULL : blocks[row / BLOCK].getLong(row % BLOCK * Long.BYTES);
    }

    /** Takes the rows one after the other. */
    static final class Writer implements Closeable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }

        void add(long value) throws IOException {
            out.writeLong(value);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
