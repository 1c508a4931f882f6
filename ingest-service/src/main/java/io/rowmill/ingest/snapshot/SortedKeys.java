package io.rowmill.ingest.snapshot;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;

/** Key hashes with their rows on disk, sorted by hash, then row. */
record SortedKeys(Path file) {
    Cursor open() throws IOException {
        return new Cursor(file);
    }

    /** Told every pair of a {@link #join}. */
    interface Match {
        /** @param parentRow the first row that has the key and exists; -1: none */
        void accept(long childRow, long parentRow);
    }

    interface Row {
        void accept(long row);
    }

    /** Calls back for every row whose key an earlier row has. */
    void forEachRepeated(Row action) throws IOException {
        try (Cursor cursor = open()) {
            boolean any = cursor.advance();
            while (any) {
                long high = cursor.high();
                long low = cursor.low();
                while ((any = cursor.advance()) && cursor.high() == high && cursor.low() == low) {
                    action.accept(cursor.row());
                }
            }
        }
    }

    /**
     * Merges a foreign key with the primary key it refers to.
     *
     * @param parentExists false: the parent row was dropped
     */
    static void join(SortedKeys children, SortedKeys parents, LongPredicate parentExists, Match match)
            throws IOException {
        try (Cursor child = children.open();
                Cursor parent = parents.open()) {
            boolean parentLeft = parent.advance();
            boolean childLeft = child.advance();
            while (childLeft) {
                while (parentLeft && parent.compareKey(child.high(), child.low()) < 0) {
                    parentLeft = parent.advance();
                }
                long high = child.high();
                long low = child.low();
                long parentRow = -1;
                while (parentLeft && parent.compareKey(high, low) == 0) {
                    if (parentRow < 0 && parentExists.test(parent.row())) {
                        parentRow = parent.row();
                    }
                    parentLeft = parent.advance();
                }
                do {
                    match.accept(child.row(), parentRow);
                    childLeft = child.advance();
                } while (childLeft && child.compareKey(high, low) == 0);
            }
        }
    }

    /** A pass over the records. */
    static final class Cursor implements Closeable, Comparable<Cursor> {
        private final DataInputStream in;
        private long left;
        private long high;
        private long low;
        private long row;

        private Cursor(Path file) throws IOException {
            left = Files.size(file) / (KeySorter.RECORD * (long) Long.BYTES);
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 15));
        }

        boolean advance() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            high = in.readLong();
            low = in.readLong();
            row = in.readLong();
            return true;
        }

        long high() {
            return high;
        }

        long low() {
            return low;
        }

        long row() {
            return row;
        }

        int compareKey(long otherHigh, long otherLow) {
            return high != otherHigh ? Long.compare(high, otherHigh) : Long.compare(low, otherLow);
        }

        @Override
        public int compareTo(Cursor other) {
            int byKey = compareKey(other.high, other.low);
            return byKey != 0 ? byKey : Long.compare(row, other.row);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
