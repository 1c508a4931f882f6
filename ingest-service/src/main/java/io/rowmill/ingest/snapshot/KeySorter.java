package io.rowmill.ingest.snapshot;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * External merge sort of (128-bit key hash, row): records are collected in a buffer, sorted runs go to disk, a merge leaves one
 * {@link SortedKeys} file. Memory is the buffer, whatever the number of rows.
 */
final class KeySorter implements Closeable {
    /** Longs per record: high, low, row. */
    static final int RECORD = 3;

    private final Path file;
    private final int capacity;
    private final List<Path> runs = new ArrayList<>();
    private long[] buffer;
    private int size;

    /**
     * @param file where the sorted keys go
     * @param bufferRecords how many records to hold before a run is written
     */
    KeySorter(Path file, int bufferRecords) {
        this.file = file;
        this.capacity = bufferRecords;
        this.buffer = new long[RECORD * Math.min(bufferRecords, 1024)];
    }

    void add(long high, long low, long row) throws IOException {
        if (size == capacity) {
            spill();
        }
        if (size * RECORD == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, (long) capacity * RECORD));
        }
        int at = RECORD * size++;
        buffer[at] = high;
        buffer[at + 1] = low;
        buffer[at + 2] = row;
    }

    private void spill() throws IOException {
        Path run = file.resolveSibling(file.getFileName() + ".run" + runs.size());
        runs.add(run);
        write(run);
        size = 0;
    }

    private void write(Path target) throws IOException {
        RecordSort.sort(buffer, size);
        try (DataOutputStream out = output(target)) {
            for (int i = 0; i < size * RECORD; i++) {
                out.writeLong(buffer[i]);
            }
        }
    }

    private static DataOutputStream output(Path target) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(target), 1 << 16));
    }

    /** Ends the collecting. */
    SortedKeys sorted() throws IOException {
        if (runs.isEmpty()) {
            write(file);
        } else {
            spill();
            merge();
        }
        buffer = null;
        return new SortedKeys(file);
    }

    private void merge() throws IOException {
        PriorityQueue<SortedKeys.Cursor> queue = new PriorityQueue<>(Comparator.naturalOrder());
        try (DataOutputStream out = output(file)) {
            for (Path run : runs) {
                SortedKeys.Cursor cursor = new SortedKeys(run).open();
                if (cursor.advance()) {
                    queue.add(cursor);
                } else {
                    cursor.close();
                }
            }
            while (!queue.isEmpty()) {
                SortedKeys.Cursor least = queue.remove();
                out.writeLong(least.high());
                out.writeLong(least.low());
                out.writeLong(least.row());
                if (least.advance()) {
                    queue.add(least);
                } else {
                    least.close();
                }
            }
        } finally {
            for (SortedKeys.Cursor cursor : queue) {
                cursor.close();
            }
        }
        close();
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}
