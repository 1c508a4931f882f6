package io.rowmill.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorts rows by ordinal in bounded memory: sorted runs on disk, merged at the end. Rows that fit in memory never leave it. */
final class RowSorter implements Closeable {
    private static final int MERGE_FAN_IN = 64;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long ROW_OVERHEAD_BYTES = 64;
    private static final long CELL_OVERHEAD_BYTES = 48;

    private final Path dir;
    private final long memoryBytes;
    private final List<Path> runs = new ArrayList<>();
    private List<Row> buffer = new ArrayList<>();
    private long bufferedBytes;
    private int created;

    /** @param cells text per column; null for a null */
    record Row(long ordinal, @Nullable String[] cells) {}

    /** Takes rows in order. */
    @FunctionalInterface
    interface Sink {
        void accept(Row row) throws IOException;
    }

    /**
     * @param dir for the runs; this sorter's alone
     * @param memoryBytes rows kept in memory at most, roughly
     */
    RowSorter(Path dir, long memoryBytes) {
        this.dir = dir;
        this.memoryBytes = memoryBytes;
    }

    void add(long ordinal, String[] cells) throws IOException {
        buffer.add(new Row(ordinal, cells));
        bufferedBytes += ROW_OVERHEAD_BYTES;
        for (String cell : cells) {
            bufferedBytes += cell == null ? 8 : CELL_OVERHEAD_BYTES + cell.length();
        }
        if (bufferedBytes > memoryBytes) {
            spill();
        }
    }

    /** Hands over all rows by ordinal; the sorter is empty then. */
    void drain(Sink sink) throws IOException {
        if (!runs.isEmpty() && !buffer.isEmpty()) {
            spill();
        }
        buffer.sort(Comparator.comparingLong(Row::ordinal));
        for (Row row : buffer) {
            sink.accept(row);
        }
        buffer = new ArrayList<>();
        while (runs.size() > MERGE_FAN_IN) {
            List<Path> some = List.copyOf(runs.subList(0, MERGE_FAN_IN));
            runs.subList(0, MERGE_FAN_IN).clear();
            Path merged = nextRun();
            try (DataOutputStream out = output(merged)) {
                merge(some, row -> write(out, row));
            }
            runs.add(merged);
        }
        merge(List.copyOf(runs), sink);
        runs.clear();
    }

    private void spill() throws IOException {
        buffer.sort(Comparator.comparingLong(Row::ordinal));
        Path run = nextRun();
        try (DataOutputStream out = output(run)) {
            for (Row row : buffer) {
                write(out, row);
            }
        }
        runs.add(run);
        buffer = new ArrayList<>();
        bufferedBytes = 0;
    }

    private Path nextRun() {
        return dir.resolve("run-" + created++);
    }

    private static void merge(List<Path> files, Sink sink) throws IOException {
        PriorityQueue<Run> heads =
                new PriorityQueue<>(Comparator.comparingLong(r -> r.head().ordinal()));
        List<Run> open = new ArrayList<>();
        try {
            for (Path file : files) {
                Run run = new Run(file);
                open.add(run);
                if (run.advance()) {
                    heads.add(run);
                }
            }
            while (!heads.isEmpty()) {
                Run first = heads.poll();
                sink.accept(first.head());
                if (first.advance()) {
                    heads.add(first);
                }
            }
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    private static void write(DataOutputStream out, Row row) throws IOException {
        out.writeLong(row.ordinal());
        out.writeInt(row.cells().length);
        for (String cell : row.cells()) {
            byte[] bytes = cell == null ? null : cell.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }
    }

    /** Deletes what was spilled. */
    @Override
    public void close() {
        try {
            for (Path run : runs) {
                Files.deleteIfExists(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One sorted file being read; gone when closed. */
    private static final class Run implements Closeable {
        private final Path file;
        private final DataInputStream in;
        /** Null before {@link #advance}. */
        private @Nullable Row head;

        Run(Path file) throws IOException {
            this.file = file;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        boolean advance() throws IOException {
            long ordinal;
            try {
                ordinal = in.readLong();
            } catch (EOFException e) {
                return false;
            }
            String[] cells = new String[in.readInt()];
            Arrays.setAll(cells, i -> readCell());
            head = new Row(ordinal, cells);
            return true;
        }

        Row head() {
            return Objects.requireNonNull(head);
        }

        private @Nullable String readCell() {
            try {
                int length = in.readInt();
                return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            Files.deleteIfExists(file);
        }
    }
}
