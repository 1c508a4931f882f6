package io.rowmill.models.ctgan.rows;

import io.rowmill.core.table.EncodedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * The row numbers of one part's categories, one category behind the other. Those of a large table lie in a temporary file that is
 * mapped into memory: what is not read takes none.
 */
final class RowsByCategory {
    /** A file for less would not pay. */
    private static final int IN_MEMORY = 1 << 16;

    private static final int BLOCK_BYTES = 1 << 16;

    private final IntBuffer rows;
    private final int[] starts;

    private RowsByCategory(IntBuffer rows, int[] starts) {
        this.rows = rows;
        this.starts = starts;
    }

    /**
     * Sorts by counting.
     *
     * @param counts rows of each category
     */
    static RowsByCategory of(EncodedRows table, int part, int[] counts) {
        int[] starts = new int[counts.length + 1];
        for (int c = 0; c < counts.length; c++) {
            starts[c + 1] = starts[c] + counts[c];
        }
        IntBuffer sorted = table.rows() <= IN_MEMORY ? IntBuffer.allocate(table.rows()) : mapped(table.rows());
        int[] next = starts.clone();
        for (int row = 0; row < table.rows(); row++) {
            sorted.put(next[table.code(part, row)]++, row);
        }
        return new RowsByCategory(sorted, starts);
    }

    /** Memory of a file that nobody else sees and that is gone with the process, however that ends. */
    private static IntBuffer mapped(int count) {
        try {
            Path file = Files.createTempFile("rowmill-rows-", ".bin");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Written, not only made longer: a full disk is an error here instead of a fault at some later access.
                long bytes = (long) count * Integer.BYTES;
                ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES);
                for (long at = 0; at < bytes; ) {
                    zeros.clear().limit((int) Math.min(BLOCK_BYTES, bytes - at));
                    at += channel.write(zeros, at);
                }
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes)
                        .order(ByteOrder.nativeOrder())
                        .asIntBuffer();
            } finally {
                forget(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forget(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // Systems that keep a mapped file: when the process ends.
            file.toFile().deleteOnExit();
        }
    }

    /** A row of the category, each as likely as the other; the category has one. */
    int draw(int category, SplittableRandom random) {
        return rows.get(starts[category] + random.nextInt(starts[category + 1] - starts[category]));
    }
}
