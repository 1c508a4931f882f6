package io.rowmill.core.keys;

/** Sorts (high, low, row) triples lying side by side in one array: quicksort, insertion sort for short stretches. */
final class RecordSort {
    private static final int SHORT = 16;
    private static final int RECORD = KeyRecords.WIDTH;

    private final long[] a;

    private RecordSort(long[] records) {
        this.a = records;
    }

    /** @param size number of records, not of longs */
    static void sort(long[] records, int size) {
        new RecordSort(records).sort(0, size - 1);
    }

    /** Recursion goes into the smaller half only, so its depth is logarithmic. */
    private void sort(int from, int to) {
        while (to - from > SHORT) {
            int split = partition(from, to);
            if (split - from < to - split) {
                sort(from, split);
                from = split + 1;
            } else {
                sort(split + 1, to);
                to = split;
            }
        }
        insertionSort(from, to);
    }

    /** Hoare's partition around the middle record: no triple occurs twice, equal keys differ in their row. */
    private int partition(int from, int to) {
        int middle = RECORD * ((from + to) >>> 1);
        long high = a[middle];
        long low = a[middle + 1];
        long row = a[middle + 2];
        int i = from - 1;
        int j = to + 1;
        while (true) {
            do {
                i++;
            } while (compare(i, high, low, row) < 0);
            do {
                j--;
            } while (compare(j, high, low, row) > 0);
            if (i >= j) {
                return j;
            }
            swap(i, j);
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            for (int j = i; j > from && isLess(j, j - 1); j--) {
                swap(j, j - 1);
            }
        }
    }

    private boolean isLess(int i, int j) {
        int at = RECORD * j;
        return compare(i, a[at], a[at + 1], a[at + 2]) < 0;
    }

    private int compare(int i, long high, long low, long row) {
        int at = RECORD * i;
        if (a[at] != high) {
            return a[at] < high ? -1 : 1;
        }
        if (a[at + 1] != low) {
            return a[at + 1] < low ? -1 : 1;
        }
        return Long.compare(a[at + 2], row);
    }

    private void swap(int i, int j) {
        for (int k = 0; k < RECORD; k++) {
            long value = a[RECORD * i + k];
            a[RECORD * i + k] = a[RECORD * j + k];
            a[RECORD * j + k] = value;
        }
    }
}
