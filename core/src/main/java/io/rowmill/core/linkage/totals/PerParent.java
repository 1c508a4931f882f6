package io.rowmill.core.linkage.totals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A number per row of a table, in a mapped file: memory doesn't grow with the rows. */
public final class PerParent {
    /** Rows of one mapping. */
    private static final int BLOCK = 1 << 26;

    private final ByteBuffer[] blocks;

    /** @param file is made; it must stay while the result is used */
    public PerParent(Path file, long rows, double start) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            blocks = new ByteBuffer[(int) (rows / BLOCK) + 1];
            for (int i = 0; i < blocks.length; i++) {
                long first = (long) i * BLOCK;
                long bytes = Math.min(BLOCK, rows - first) * Double.BYTES;
                blocks[i] = channel.map(FileChannel.MapMode.READ_WRITE, first * Double.BYTES, bytes);
            }
        }
        if (start != 0) {
            for (int row = 0; row < rows; row++) {
                set(row, start);
            }
        }
    }

    public double get(int row) {
        return blocks[row / BLOCK].getDouble(row % BLOCK * Double.BYTES);
    }

    public void set(int row, double value) {
        blocks[row / BLOCK].putDouble(row % BLOCK * Double.BYTES, value);
    }
}
