package io.rowmill.platform.snapshot;

import io.rowmill.core.metadata.TableMetadata;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Writes a table's rows to a local file, one block at a time. The file is complete only when the writer was closed. */
public final class SnapshotWriter implements Closeable {
    private static final int ZSTD_LEVEL = 3;
    private static final int BLOCK_BYTES = 1 << 18;

    private final Path file;
    private final int columns;
    private final DataFileWriter<String[]> out;
    private final long rowsPosition;
    private long rows;

    /** Creates or replaces {@code file}. */
    public SnapshotWriter(Path file, TableMetadata table) throws IOException {
        this.file = file;
        this.columns = table.columns().size();
        out = new DataFileWriter<>(new RowWriter());
        out.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
        out.setSyncInterval(BLOCK_BYTES);
        out.setMeta(SnapshotFormat.VERSION_KEY, SnapshotFormat.VERSION);
        String placeholder = "?".repeat(SnapshotFormat.ROWS_DIGITS);
        out.setMeta(SnapshotFormat.ROWS_KEY, placeholder);
        out.create(SnapshotFormat.schemaOf(table), new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        out.flush();
        rowsPosition = find(Files.readAllBytes(file), placeholder.getBytes(StandardCharsets.US_ASCII));
    }

    /** In the header, an entry is its key, the length of its value (one byte here) and the value. */
    private static long find(byte[] header, byte[] placeholder) {
        byte[] key = SnapshotFormat.ROWS_KEY.getBytes(StandardCharsets.US_ASCII);
        int lengthByte = 1;
        for (int i = 0; i <= header.length - key.length - lengthByte - placeholder.length; i++) {
            if (matches(header, i, key) && matches(header, i + key.length + lengthByte, placeholder)) {
                return i + key.length + (long) lengthByte;
            }
        }
        throw new IllegalStateException("the header has no place for the number of rows");
    }

    private static boolean matches(byte[] bytes, int offset, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** @param cells one per column of the metadata, null for a null; copied before the call returns */
    public void write(String[] cells) throws IOException {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        out.append(cells);
        rows++;
    }

    public long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        out.close();
        try (RandomAccessFile patch = new RandomAccessFile(file.toFile(), "rw")) {
            patch.seek(rowsPosition);
            patch.write(
                    ("%0" + SnapshotFormat.ROWS_DIGITS + "d").formatted(rows).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class RowWriter implements DatumWriter<String[]> {
        @Override
        public void setSchema(Schema schema) {
            // Only one schema is ever written: text or null for every cell.
        }

        @Override
        public void write(String[] cells, Encoder encoder) throws IOException {
            for (String cell : cells) {
                if (cell == null) {
                    encoder.writeIndex(SnapshotFormat.NULL);
                    encoder.writeNull();
                } else {
                    encoder.writeIndex(SnapshotFormat.TEXT);
                    encoder.writeString(cell);
                }
            }
        }
    }
}
