package io.rowmill.core.keys;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;

/** The hashes of one key of a table, with their rows, on disk. A caller first adds all rows, then checks and joins the key. */
public final class KeyRecords implements Closeable {
    /** Longs per record: high, low, row. */
    static final int WIDTH = 3;

    private final PartitionedRecords records;
    private final KeyHash hash = new KeyHash();
    private final int[] columns;

    /** @param columns indices of the key's columns, in the order of the primary key */
    KeyRecords(Path file, int[] columns) {
        this.records = new PartitionedRecords(file, WIDTH, KeyRecords::partition);
        this.columns = columns;
    }

    /** By the highest bits, which are as good as random. */
    private static int partition(long high) {
        return (int) (high >>> (Long.SIZE - PartitionedRecords.PARTITION_BITS));
    }

    /** Told every pair of a {@link #join}. */
    public interface Match {
        /** @param parentRow the row that has the key and exists; -1: none */
        void accept(long childRow, long parentRow) throws IOException;
    }

    /** Told a row. */
    public interface Row {
        void accept(long row) throws IOException;
    }

    /**
     * @param cells of the row, by column; null for a null
     * @return false if a part of the key is null: then the row has none
     */
    boolean add(IntFunction<String> cells, long row) throws IOException {
        if (!hash.of(cells, columns)) {
            return false;
        }
        records.add(hash.high(), hash.low(), row);
        return true;
    }

    void finish() throws IOException {
        records.finish();
    }

    /** Calls back for every row whose key an earlier row has, in no particular order. */
    public void forEachRepeated(Row action) throws IOException {
        try (PartitionedRecords.Reader reader = records.open()) {
            DistinctKeys keys = new DistinctKeys();
            for (int partition = 0; partition < PartitionedRecords.PARTITIONS; partition++) {
                keys.load(reader, records.slices(), partition, action);
            }
        }
    }

    /**
     * Joins a foreign key with the primary key it refers to: calls back for every row with such a key, in no particular order.
     * Of rows that share a primary key only the first one counts.
     *
     * @param parentExists false: the parent row was dropped
     */
    public void join(KeyRecords parents, LongPredicate parentExists, Match match) throws IOException {
        try (PartitionedRecords.Reader children = records.open();
                PartitionedRecords.Reader primary = parents.records.open()) {
            DistinctKeys keys = new DistinctKeys();
            for (int partition = 0; partition < PartitionedRecords.PARTITIONS; partition++) {
                keys.load(primary, parents.records.slices(), partition, row -> {});
                for (int slice = 0; slice < records.slices(); slice++) {
                    int length = children.read(partition, slice);
                    long[] child = children.records();
                    for (int at = 0; at < length; at += WIDTH) {
                        long parent = keys.rowOf(child[at], child[at + 1]);
                        match.accept(child[at + 2], parent >= 0 && parentExists.test(parent) ? parent : -1);
                    }
                }
            }
        }
    }

    /** Deletes them. */
    @Override
    public void close() throws IOException {
        records.close();
    }
}
