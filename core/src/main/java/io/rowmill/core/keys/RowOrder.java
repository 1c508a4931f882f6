package io.rowmill.core.keys;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Sorts rows by group, then by a number, then by the order in which they came. The rows are on disk. Memory holds the rows of a
 * thousandth of the groups, or of one group if that has more.
 */
public final class RowOrder implements Closeable {
    private final PartitionedRecords records;

    /**
     * @param scratch a file for the rows until they are closed
     * @param groups more than any group's number
     */
    public RowOrder(Path scratch, long groups) {
        long perPartition = groups / PartitionedRecords.PARTITIONS + 1;
        this.records =
                new PartitionedRecords(scratch, KeyRecords.WIDTH, group -> Math.toIntExact(group / perPartition));
    }

    /**
     * @param group from 0
     * @param number NaN comes last
     */
    public void add(long group, double number, long row) throws IOException {
        records.add(group, ascending(number), row);
    }

    /** A long that grows with the number. */
    private static long ascending(double number) {
        // Zero has two signs, which are one value.
        long bits = Double.doubleToLongBits(number == 0 ? 0 : number);
        return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }

    /** Ends the adding; tells the rows in order. */
    public void forEach(KeyRecords.Row action) throws IOException {
        records.finish();
        try (PartitionedRecords.Reader reader = records.open()) {
            long[] together = new long[0];
            for (int partition = 0; partition < PartitionedRecords.PARTITIONS; partition++) {
                int size = 0;
                for (int slice = 0; slice < records.slices(); slice++) {
                    int length = reader.read(partition, slice);
                    if (size + length > together.length) {
                        together = Arrays.copyOf(together, Math.max(size + length, 2 * together.length));
                    }
                    System.arraycopy(reader.records(), 0, together, size, length);
                    size += length;
                }
                RecordSort.sort(together, size / KeyRecords.WIDTH);
                for (int at = 0; at < size; at += KeyRecords.WIDTH) {
                    action.accept(together[at + 2]);
                }
            }
        }
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        records.close();
    }
}
