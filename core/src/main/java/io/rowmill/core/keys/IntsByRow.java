package io.rowmill.core.keys;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** One int per row: the sum of numbers that come in any order of rows. Memory is bounded. */
public final class IntsByRow implements Closeable {
    private final PartitionedRecords records;
    private final long rows;
    private final int initial;
    private final int rowsPerPartition;

    /** Told the rows' values in row order. */
    public interface Value {
        void accept(int value) throws IOException;
    }

    /**
     * @param scratch a file for the numbers until they are closed
     * @param rows fewer than 2^31
     * @param initial value of every row
     */
    public IntsByRow(Path scratch, long rows, int initial) {
        this.rows = rows;
        this.initial = initial;
        this.rowsPerPartition = (int) (rows / PartitionedRecords.PARTITIONS) + 1;
        this.records = new PartitionedRecords(scratch, 1, first -> (int) (first >>> Integer.SIZE) / rowsPerPartition);
    }

    /** Adds a number to a row's value. */
    public void add(long row, int number) throws IOException {
        records.add(row << Integer.SIZE | (number & 0xffffffffL));
    }

    /** Ends the adding. */
    public void forEach(Value action) throws IOException {
        records.finish();
        int[] values = new int[rowsPerPartition];
        try (PartitionedRecords.Reader reader = records.open()) {
            long first = 0;
            for (int partition = 0; first < rows; partition++, first += rowsPerPartition) {
                sum(reader, partition, first, values);
                int count = (int) Math.min(rowsPerPartition, rows - first);
                for (int i = 0; i < count; i++) {
                    action.accept(values[i]);
                }
            }
        }
    }

    private void sum(PartitionedRecords.Reader reader, int partition, long first, int[] values) throws IOException {
        Arrays.fill(values, initial);
        for (int slice = 0; slice < records.slices(); slice++) {
            int length = reader.read(partition, slice);
            for (int i = 0; i < length; i++) {
                long record = reader.records()[i];
                values[(int) ((record >>> Integer.SIZE) - first)] += (int) record;
            }
        }
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        records.close();
    }
}
