package io.rowmill.core.keys;

import java.io.IOException;
import java.util.Arrays;

/**
 * The distinct keys of one partition, sorted, each with the first row that has it. A full buffer drops repeated keys, so memory
 * grows with the number of distinct keys, not with the number of rows.
 */
final class DistinctKeys {
    private static final int WIDTH = KeyRecords.WIDTH;

    private long[] keys = new long[WIDTH << 16];
    private int size;

    /** @param onRepeated told every row whose key an earlier row has */
    void load(PartitionedRecords.Reader reader, int slices, int partition, KeyRecords.Row onRepeated)
            throws IOException {
        size = 0;
        for (int slice = 0; slice < slices; slice++) {
            int length = reader.read(partition, slice);
            if (size + length > keys.length) {
                compact(onRepeated);
                if (2 * (size + length) > keys.length) {
                    keys = Arrays.copyOf(keys, 2 * (size + length));
                }
            }
            System.arraycopy(reader.records(), 0, keys, size, length);
            size += length;
        }
        compact(onRepeated);
    }

    /** Rows come in ascending order, so the row that is kept is never later than the row that is dropped. */
    private void compact(KeyRecords.Row onRepeated) throws IOException {
        RecordSort.sort(keys, size / WIDTH);
        int kept = 0;
        for (int at = 0; at < size; at += WIDTH) {
            if (kept > 0 && keys[at] == keys[kept - WIDTH] && keys[at + 1] == keys[kept - WIDTH + 1]) {
                onRepeated.accept(keys[at + 2]);
            } else {
                System.arraycopy(keys, at, keys, kept, WIDTH);
                kept += WIDTH;
            }
        }
        size = kept;
    }

    /**
     * By binary search.
     *
     * @return -1 if there is no such key
     */
    long rowOf(long high, long low) {
        int from = 0;
        int to = size / WIDTH;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int at = WIDTH * middle;
            if (keys[at] < high || (keys[at] == high && keys[at + 1] < low)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        int at = WIDTH * from;
        return at < size && keys[at] == high && keys[at + 1] == low ? keys[at + 2] : -1;
    }
}
