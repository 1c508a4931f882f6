package io.rowmill.core.keys;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records of a few longs, grouped by partition on disk: a distribution sort. A full buffer is ordered by partition and
 * appended to the file. A partition is read slice by slice, one slice per buffer. Memory holds the buffer and its copy, and 4
 * KB for every 131,072 records.
 */
final class PartitionedRecords implements Closeable {
    static final int PARTITION_BITS = 10;
    static final int PARTITIONS = 1 << PARTITION_BITS;
    static final int BUFFERED = 1 << 17;
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int WRITE_BYTES = 1 << 16;

    private final Path file;
    private final int width;
    private final LongToIntFunction partitionOf;
    private final List<Run> runs = new ArrayList<>();
    private long[] buffer;
    private int size;
    private @Nullable FileChannel channel;

    /** @param starts per partition its first long within the run; one more for the end */
    private record Run(long position, int[] starts) {}

    /**
     * @param file created when there is something to write
     * @param width longs per record
     * @param partitionOf from a record's first long to [0, {@link #PARTITIONS})
     */
    PartitionedRecords(Path file, int width, LongToIntFunction partitionOf) {
        this.file = file;
        this.width = width;
        this.partitionOf = partitionOf;
        this.buffer = new long[width * FIRST_CAPACITY];
    }

    /** Adds a record of one long. */
    void add(long only) throws IOException {
        int at = room();
        buffer[at] = only;
    }

    /** Adds a record of three longs. */
    void add(long first, long second, long third) throws IOException {
        int at = room();
        buffer[at] = first;
        buffer[at + 1] = second;
        buffer[at + 2] = third;
    }

    private int room() throws IOException {
        if (size == width * BUFFERED) {
            writeRun();
        }
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * size);
        }
        int at = size;
        size += width;
        return at;
    }

    private void writeRun() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }
        int[] starts = starts();
        runs.add(new Run(channel.position(), starts));
        ByteBuffer grouped = grouped(starts.clone());
        while (grouped.position() < grouped.capacity()) {
            grouped.limit(Math.min(grouped.capacity(), grouped.position() + WRITE_BYTES));
            channel.write(grouped);
        }
        size = 0;
    }

    private int[] starts() {
        int[] starts = new int[PARTITIONS + 1];
        for (int at = 0; at < size; at += width) {
            starts[partitionOf.applyAsInt(buffer[at]) + 1] += width;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    /** @param next where the next record of each partition goes; changed */
    private ByteBuffer grouped(int[] next) {
        ByteBuffer out = ByteBuffer.allocate(size * Long.BYTES);
        for (int at = 0; at < size; at += width) {
            int partition = partitionOf.applyAsInt(buffer[at]);
            for (int i = 0; i < width; i++) {
                out.putLong(next[partition]++ * Long.BYTES, buffer[at + i]);
            }
        }
        return out;
    }

    /** Ends the adding and frees the buffer. */
    void finish() throws IOException {
        if (size > 0) {
            writeRun();
        }
        buffer = new long[0];
        if (channel != null) {
            channel.close();
        }
    }

    /** Number of slices that every partition is read in; some may be empty. */
    int slices() {
        return runs.size();
    }

    Reader open() throws IOException {
        return new Reader();
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        Files.deleteIfExists(file);
    }

    /** Reads one slice at a time. */
    final class Reader implements Closeable {
        /** Null: nothing was written. */
        private final @Nullable FileChannel in;

        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private long[] records = new long[0];

        private Reader() throws IOException {
            in = runs.isEmpty() ? null : FileChannel.open(file, StandardOpenOption.READ);
        }

        /** @return how many longs of {@link #records()} were filled */
        int read(int partition, int slice) throws IOException {
            Run run = runs.get(slice);
            int from = run.starts()[partition];
            int length = run.starts()[partition + 1] - from;
            if (length == 0) {
                return 0;
            }
            if (length > records.length) {
                records = new long[length];
                bytes = ByteBuffer.allocate(length * Long.BYTES);
            }
            bytes.clear().limit(length * Long.BYTES);
            long position = run.position() + (long) from * Long.BYTES;
            while (bytes.hasRemaining()) {
                if (Objects.requireNonNull(in).read(bytes, position + bytes.position()) < 0) {
                    throw new IOException("The work file " + file.getFileName() + " was cut off while it was in use.");
                }
            }
            bytes.flip().asLongBuffer().get(records, 0, length);
            return length;
        }

        /** Side by side, as read last. */
        long[] records() {
            return records;
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
            }
        }
    }
}
